import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { CsvError } from './csv';

/** The largest size of a file, and the remedy for larger ones. */
export interface Bound {
  readonly bytes: number;
  /** Lines that hold something, counted only if no cell is quoted: a quoted cell may hold line breaks. */
  readonly lines?: { readonly most: number; readonly fault: string };
  readonly remedy: string;
}

/**
 * Reads a text file, up to the bound. A device may have no end.
 *
 * @param file name for messages
 * @throws CsvError that names the file if it cannot be read, is too large, or is not UTF-8
 */
export async function readText(path: string, file: string, bound: Bound): Promise<string> {
  let content: Buffer | null;
  try {
    content = await contentOf(path, bound.bytes);
  } catch (thrown) {
    throw unreadable(file, thrown);
  }
  if (content === null) {
    throw tooLarge(file, bound);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw notText(file);
  }
}

/** Bytes per read. */
const PIECE = 1 << 18;

/**
 * Reads a text file like {@link readText}. A regular file is read piece by piece, so that memory holds one piece at a time.
 *
 * @returns pieces without a byte order mark; reading the next piece may throw too
 * @throws as readText
 */
export async function textPieces(path: string, file: string, bound: Bound): Promise<Iterable<string>> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() && found.size <= bound.bytes
    ? piecesOf(path, file, bound)
    : [await readText(path, file, bound)];
}

function* piecesOf(path: string, file: string, bound: Bound): Iterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decoded = (bytes?: Uint8Array) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw notText(file);
    }
  };
  const attempt = <Result>(read: () => Result): Result => {
    try {
      return read();
    } catch (thrown) {
      throw unreadable(file, thrown);
    }
  };
  const descriptor = attempt(() => openSync(path, 'r'));
  try {
    const piece = new Uint8Array(PIECE);
    if (bound.lines && attempt(() => hasMoreLines(descriptor, piece, bound))) {
      throw new CsvError(file, bound.lines.fault, bound.remedy);
    }
    let bytes = 0;
    for (let read = PIECE; read > 0;) {
      read = attempt(() => readSync(descriptor, piece, 0, PIECE, bytes));
      bytes += read;
      // The file may grow during the read.
      if (bytes > bound.bytes) {
        throw tooLarge(file, bound);
      }
      yield decoded(piece.subarray(0, read));
    }
    yield decoded();
  } finally {
    closeSync(descriptor);
  }
}

const [LINE_FEED, QUOTE] = Buffer.from('\n"');
/** What a row consists of that holds nothing: spaces, what separates cells, and the rest of a line end. */
const BLANK = new Set(Buffer.from(' \t,;|\r'));

/** Counting takes a hundredth of the time that reading rows takes, so a file with too many is refused at once. */
function hasMoreLines(descriptor: number, piece: Uint8Array, { bytes, lines }: Bound): boolean {
  let count = 0;
  let isEmpty = true;
  for (let read = PIECE, at = 0; read > 0 && at <= bytes; at += read) {
    read = readSync(descriptor, piece, 0, PIECE, at);
    for (let i = 0; i < read; i++) {
      if (piece[i] === QUOTE) {
        return false;
      }
      if (piece[i] === LINE_FEED) {
        count += isEmpty ? 0 : 1;
        isEmpty = true;
      } else {
        isEmpty &&= BLANK.has(piece[i]);
      }
    }
  }
  return lines !== undefined && count + (isEmpty ? 0 : 1) > lines.most;
}

function unreadable(file: string, thrown: unknown): CsvError {
  const { code } = thrown as NodeJS.ErrnoException;
  const fault = code === 'ENOENT' ? 'there is no such file.' : `the file cannot be read (${code ?? String(thrown)}).`;
  return new CsvError(file, fault, 'Check its name and permissions.');
}

function tooLarge(file: string, { bytes, remedy }: Bound): CsvError {
  return new CsvError(file, `the file is larger than ${bytes / 1024 / 1024} MB.`, remedy);
}

function notText(file: string): CsvError {
  return new CsvError(file, 'this is not UTF-8 text.', 'Save it in UTF-8.');
}

/** Null if there are more than `most` bytes. */
async function contentOf(path: string, most: number): Promise<Buffer | null> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    return size > most ? null : await upTo(handle, most);
  } finally {
    await handle.close();
  }
}

/** Counts while reading, because pipes and devices have no size. */
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
