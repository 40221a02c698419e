import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LearntMemory, type MemoryFit, readMemory } from '../src/detector/learntMemory';
import { MANIFEST_FILE, parseManifest } from '../src/model/manifest';
import { CsvError } from './csv';

/**
 * What a memory must have been learnt with to fit a model's folder and a window.
 *
 * @throws ModelError when the folder's manifest cannot be read
 */
export async function fitOf(modelFolder: string, windowSize: number): Promise<MemoryFit> {
  const manifest = parseManifest(await readFile(join(modelFolder, MANIFEST_FILE), 'utf8'));
  return { sha256: manifest.files.find(({ path }) => path === 'weights.bin')?.sha256 ?? '', windowSize };
}

/** @throws CsvError that names the file and says why its memory is of no use */
export function memoryFrom(text: string, file: string, fit: MemoryFit): LearntMemory {
  const reading = readMemory(text, fit);
  if (reading.status === 'refused') {
    throw new CsvError(file, reading.message, 'The command’s --learn writes such files.');
  }
  return reading.memory;
}

/**
 * Writes a memory as a whole or not at all.
 *
 * @throws CsvError that names the file
 */
export async function writeMemory(path: string, file: string, memory: LearntMemory): Promise<void> {
  const unfinished = `${path}.unfinished`;
  try {
    await writeFile(unfinished, JSON.stringify(memory));
    await rename(unfinished, path);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    throw new CsvError(file, `it cannot be written (${code ?? String(thrown)}).`, 'Check its folder and permissions.');
  }
}
