import { type FileHandle, open } from 'node:fs/promises';
import { CsvError } from './csv';

/** How much of a file is read, and what to do about a larger one. */
export interface Bound {
  readonly bytes: number;
  readonly remedy: string;
}

/**
 * Reads a text file. Of a larger one, or of a device that never ends, no more than the bound is read.
 *
 * @param file what messages call it
 * @throws CsvError that names the file if it cannot be read, is too large, or is not UTF-8
 */
export async function readText(path: string, file: string, bound: Bound): Promise<string> {
  let content: Buffer | null;
  try {
    content = await contentOf(path, bound.bytes);
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    const fault = code === 'ENOENT' ? 'there is no such file.' : `the file cannot be read (${code ?? String(thrown)}).`;
    throw new CsvError(file, fault, 'Check its name and permissions.');
  }
  if (content === null) {
    throw new CsvError(file, `the file is larger than ${bound.bytes / 1024 / 1024} MB.`, bound.remedy);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new CsvError(file, 'this is not UTF-8 text.', 'Save it in UTF-8.');
  }
}

/** Null for more than `most` bytes. */
async function contentOf(path: string, most: number): Promise<Buffer | null> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    return size > most ? null : await upTo(handle, most);
  } finally {
    await handle.close();
  }
}

/** A pipe and a device tell no size, so what they hold is counted while it is read. */
async function upTo(handle: FileHandle, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of handle.createReadStream({ autoClose: false, highWaterMark: 1 << 20 })) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes > most) {
      return null;
    }
  }
  return Buffer.concat(chunks, bytes);
}
