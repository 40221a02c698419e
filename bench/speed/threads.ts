import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inTurn } from './inTurn';
import { type Section, quantity } from './report';
import { seededSeries } from './seeded';
import { ratioOf } from './spread';

const FILES = 200;
const QUICK_FILES = 4;
const POINTS = 1000;
const ROUNDS = { least: 2, most: 3, budgetMs: 40_000 };
const COMMAND = path.resolve(__dirname, '../../headless/detect.ts');

/** The command line over many files, start-up included. */
export const threadsSection: Section = {
  name: 'threads',
  title: 'The command line on every core',
  async run(say, quick) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'residual-bench-'));
    try {
      const count = quick ? QUICK_FILES : FILES;
      say(`${count} files`);
      const files = await Promise.all(Array.from({ length: count }, (_, seed) => writeSeries(folder, seed)));
      const timings = await inTurn(
        [1, 2].map((jobs) => ({ name: String(jobs), run: () => detectFiles(files, jobs) })),
        ROUNDS
      );
      const [one, two] = ['1', '2'].map((jobs) => timings.get(jobs) ?? []);
      const gain = { ...ratioOf(one, two), unit: 'times' } as const;
      return {
        tables: [
          {
            title: `detect over ${count} files of ${POINTS} points, start of Node included, median (quartiles)`,
            columns: ['--jobs 1', '--jobs 2', 'ratio'],
            rows: [[quantity(one, 'ms'), quantity(two, 'ms'), gain]],
          },
        ],
        goals: [{ claim: 'two threads against one', target: '≥ 1.7×', found: gain, met: gain.median >= 1.7 }],
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function writeSeries(folder: string, seed: number): Promise<string> {
  const { times, values } = seededSeries(POINTS, seed);
  const lines = Array.from(times, (time, i) => `${new Date(time).toISOString()},${values[i]}`);
  const file = path.join(folder, `${seed}.csv`);
  await writeFile(file, `time,value\n${lines.join('\n')}\n`);
  return file;
}

/** @throws Error with what the command said when it fails or leaves a file out */
function detectFiles(files: readonly string[], jobs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = ['--import', 'tsx', COMMAND, '--jobs', String(jobs), ...files];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let lines = 0;
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => (lines += chunk.filter((byte) => byte === 10).length));
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0 && lines === files.length) {
        resolve();
      } else {
        reject(new Error(`detect ended with ${code} after ${lines} of ${files.length} lines. ${complaint}`));
      }
    });
  });
}
