/** @jest-environment node */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readText, textPieces } from './textFile';

const BOUND = { bytes: 1024 * 1024, remedy: 'Cut it.' };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'residual-text-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(content: string | Buffer): string {
  const path = join(folder, 'a.csv');
  writeFileSync(path, content);
  return path;
}

test('a file up to the bound is read, without its byte order mark', async () => {
  expect(await readText(file('\uFEFFé,1\n'), 'a.csv', BOUND)).toBe('é,1\n');
  const full = 'x'.repeat(BOUND.bytes);
  expect(await readText(file(full), 'a.csv', BOUND)).toBe(full);
});

test('a larger file is refused by its size, however large, and not called other than UTF-8', async () => {
  const path = file('x');
  for (const bytes of [BOUND.bytes + 1, 3 * 1024 ** 3]) {
    // A file with a hole takes no room on the disk.
    truncateSync(path, bytes);
    await expect(readText(path, 'a.csv', BOUND)).rejects.toThrow('a.csv: the file is larger than 1 MB. Cut it.');
  }
});

test('a device that never ends is refused after as much as a file may hold', async () => {
  const before = process.memoryUsage().arrayBuffers;
  await expect(readText('/dev/zero', '/dev/zero', BOUND)).rejects.toThrow(
    '/dev/zero: the file is larger than 1 MB. Cut it.'
  );
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * BOUND.bytes);
});

test('a file read in pieces is the same text, wherever a character is cut', async () => {
  const text = `\uFEFF${'x'.repeat(2 ** 18 - 4)}é日本👩‍🔬\n`.repeat(3);
  const pieces = [...(await textPieces(file(text), 'a.csv', BOUND))];
  expect(pieces.join('')).toBe(text.slice(1));
  expect(pieces.length).toBeGreaterThan(3);
});

test('in pieces, too, a file is refused that is too large, or no text, or not there', async () => {
  const read = async (path: string) => [...(await textPieces(path, 'a.csv', BOUND))];
  await expect(read(file('x'.repeat(BOUND.bytes + 1)))).rejects.toThrow('a.csv: the file is larger than 1 MB. Cut it.');
  await expect(read(file(Buffer.concat([Buffer.alloc(2 ** 18, 'x'), Buffer.of(0xe2)])))).rejects.toThrow('not UTF-8');
  await expect(read(join(folder, 'no.csv'))).rejects.toThrow('a.csv: there is no such file.');
  await expect(read('/dev/zero')).rejects.toThrow('a.csv: the file is larger than 1 MB. Cut it.');
});

describe('a bound on lines', () => {
  const read = async (text: string) => {
    const lines = { most: 3, fault: 'the file holds more than 2 rows.' };
    return [...(await textPieces(file(text), 'a.csv', { ...BOUND, lines }))].join('');
  };

  test('refuses a file with more of them before any piece is read', async () => {
    await expect(read('t,v\n1,1\n2,2\n3,3')).rejects.toThrow('a.csv: the file holds more than 2 rows. Cut it.');
    await expect(read('t,v\r\n1,1\r\n2,2\r\n3,3\r\n')).rejects.toThrow('more than 2 rows');
  });

  test('does not count lines without anything in them, or the lines of a quoted cell', async () => {
    for (const text of ['t,v\n1,1\n2,2', 't,v\n\n1,1\r\n\r\n , \n2,2\n\n', 't,v\n1,"a\nb\nc"\n']) {
      expect(await read(text)).toBe(text);
    }
  });
});

test('what cannot be read, or is not text, says so', async () => {
  await expect(readText(join(folder, 'no.csv'), 'no.csv', BOUND)).rejects.toThrow('no.csv: there is no such file.');
  await expect(readText(folder, 'dir', BOUND)).rejects.toThrow('dir: the file cannot be read (EISDIR).');
  await expect(readText(file(Buffer.of(0xff, 0xfe, 0x00)), 'a.csv', BOUND)).rejects.toThrow('a.csv: this is not UTF-8');
});
