import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Refusal } from './refusal.ts';

const MIME: Readonly<Record<string, string>> = {
  '.bin': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  // A browser compiles during loading only with this exact type.
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** The file below `folder` for a path of the address; null if the path leaves the folder or is malformed. */
export function fileBelow(folder: string, path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (decoded.includes('\0')) {
    return null;
  }
  const root = resolve(folder);
  const file = resolve(join(root, decoded));
  return file.startsWith(root + sep) ? file : null;
}

/** Sends a file. Rejects with a Refusal if there is none. */
export async function sendFile(response: ServerResponse, file: string | null): Promise<void> {
  const found = file === null ? null : await stat(file).catch(() => null);
  if (file === null || !found?.isFile()) {
    throw new Refusal(404, 'There is no such file.');
  }
  response.writeHead(200, {
    'Content-Type': MIME[extname(file)] ?? 'application/octet-stream',
    'Content-Length': found.size,
    // The files are rebuilt in place while the page is open, so it must not get a cached one.
    'Cache-Control': 'no-cache',
  });
  // Also closes the file if the page disconnects early.
  await pipeline(createReadStream(file), response);
}

/** Sends a CSV file of the command line. Rejects with a Refusal if there is none or it is no longer readable. */
export async function sendCsv(response: ServerResponse, file: string | undefined): Promise<void> {
  if (file === undefined) {
    throw new Refusal(404, 'There is nothing at this address.');
  }
  const opened = await open(file).catch((error: NodeJS.ErrnoException) => {
    // The error's own text would reveal the file's folder.
    throw new Refusal(500, `This file can no longer be read (${error.code}).`);
  });
  response.writeHead(200, { 'Content-Type': 'text/csv; charset=utf-8' });
  await pipeline(opened.createReadStream(), response);
}
