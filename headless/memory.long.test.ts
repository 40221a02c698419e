/** @jest-environment node */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { seeded } from '../tests/arbitraries';

jest.setTimeout(180_000);

const ROWS = 200_000;
/** It was 1,280 while the search in memory had a place for each window and occasion, and a line was one text; about 450 since. */
const MOST_BYTES_A_ROW = 900;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'residual-memory-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Bytes that the command takes at most for a noisy wave of so many rows. */
function peakFor(rows: number): Promise<number> {
  const random = seeded(7);
  const lines = Array.from(
    { length: rows },
    (_, i) => `${1_700_000_000 + 60 * i},${(10 + 5 * Math.sin(i / 9) + random()).toFixed(4)}`
  );
  const file = join(folder, `${rows}.csv`);
  writeFileSync(file, `time,value\n${lines.join('\n')}\n`);
  const preloaded = ['-r', require.resolve('tsx/cjs'), '-r', join(__dirname, 'peak.fixture.cjs')];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...preloaded, join(__dirname, 'detect.ts'), '--progress', 'off', file], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    let printed = 0;
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.length));
    [child.stderr, child.stdio[3] as Readable].forEach((stream) =>
      stream?.on('data', (chunk: Buffer) => (said += chunk.toString()))
    );
    child.on('error', reject);
    child.on('close', (status) => {
      // A line holds more than twenty characters a row: a run that gave up took little memory, too.
      const isDone = status === 0 && printed > 20 * rows && /^\d+$/.test(said);
      return isDone ? resolve(1024 * Number(said)) : reject(new Error(`status ${status}, ${printed} bytes, ${said}`));
    });
  });
}

test('a long file takes less than 900 bytes a row beside what a short one takes', async () => {
  const [short, long] = [await peakFor(1000), await peakFor(ROWS)];
  expect((long - short) / ROWS).toBeLessThan(MOST_BYTES_A_ROW);
});
