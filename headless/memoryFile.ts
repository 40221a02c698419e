import { constants } from 'node:fs';
import { access, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type LearntMemory, type MemoryFit, readMemory } from '../src/detector/learntMemory';
import { MANIFEST_FILE, parseManifest } from '../src/model/manifest';
import { inEnglish } from '../src/saying';
import { CsvError } from './csv';

/**
 * What a memory must have been learnt with to fit a model's folder and the windows that are asked for.
 *
 * @throws CsvError that names the folder when its manifest cannot be read
 */
export async function fitOf(modelFolder: string, windowSize: MemoryFit['windowSize']): Promise<MemoryFit> {
  const fault = (what: string) => new CsvError(modelFolder, what, 'Name a folder that holds a model.');
  const text = await readFile(join(modelFolder, MANIFEST_FILE), 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    throw fault(`its ${MANIFEST_FILE} cannot be read (${thrown.code ?? thrown.message}).`);
  });
  const manifest = manifestFrom(text, fault);
  return { sha256: manifest.files.find(({ path }) => path === 'weights.bin')?.sha256 ?? '', windowSize };
}

/** @throws CsvError that names the file and says why its memory is of no use */
export function memoryFrom(text: string, file: string, fit: MemoryFit): LearntMemory {
  const reading = readMemory(text, fit);
  if (reading.status === 'refused') {
    throw new CsvError(file, inEnglish(reading.message), 'The command’s --learn writes such files.');
  }
  return reading.memory;
}

function manifestFrom(text: string, fault: (what: string) => CsvError): ReturnType<typeof parseManifest> {
  try {
    return parseManifest(text);
  } catch (thrown) {
    throw fault(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/**
 * Whether a memory can be written there, which is better known before an hour's work than after it.
 *
 * @throws CsvError that names the file
 */
export async function checkWritable(path: string, file: string): Promise<void> {
  await access(dirname(path), constants.W_OK).catch((thrown: NodeJS.ErrnoException) => {
    throw notWritable(file, thrown);
  });
}

/**
 * Writes a memory as a whole or not at all.
 *
 * @throws CsvError that names the file, also where there is nothing to write
 */
export async function writeMemory(path: string, file: string, memory: LearntMemory): Promise<void> {
  if (memory.series.length === 0) {
    throw new CsvError(file, 'nothing was learnt.', 'It takes a series that is judged, with --memory on.');
  }
  const unfinished = `${path}.unfinished`;
  try {
    await writeFile(unfinished, JSON.stringify(memory));
    await rename(unfinished, path);
  } catch (thrown) {
    throw notWritable(file, thrown as NodeJS.ErrnoException);
  }
}

function notWritable(file: string, { code, message }: NodeJS.ErrnoException): CsvError {
  return new CsvError(file, `it cannot be written (${code ?? message}).`, 'Check its folder and permissions.');
}
