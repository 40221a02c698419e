// npm test: sets the clone up, runs all tests once and ends with one line: N passed, N failed[, N skipped].
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { orOneLine, ROOT, setUp } from './setup.mjs';
import { countJest, countPlaywright, summary } from './test/counts.mjs';

const results = join(ROOT, '.cache', 'test-results');
const jestReport = join(results, 'jest.json');
const browserReport = join(results, 'browser.json');

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const { browser } = await orOneLine(() => setUp({ plugin: true, host: true, browser: true }));

const parts = [];
parts.push(
  await part('Unit tests', ['node_modules/jest/bin/jest.js', '--silent', '--json', `--outputFile=${jestReport}`], {
    count: () => countJest(read(jestReport)),
  })
);
parts.push(await part('Golden check', ['--import', 'tsx', 'tests/golden/run.ts'], { count: undefined }));
parts.push(
  await part(
    'Browser tests',
    ['node_modules/@playwright/test/cli.js', 'test', '--config', 'tests/browser/playwright.config.ts'],
    {
      count: () => countPlaywright(read(browserReport)),
      env: { CHROME_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport },
    }
  )
);

process.stdout.write('\n');
for (const { name, ok, counts, seconds } of parts) {
  const detail = counts ? summary(counts) : ok ? 'ok' : 'failed';
  process.stdout.write(`${name}: ${detail} (${seconds} s)\n`);
}
// A part that broke without a failed test to show for it (a crash, no test found) is a failure of its own.
const total = { passed: 0, failed: 0, skipped: 0 };
for (const { ok, counts } of parts) {
  total.passed += counts?.passed ?? 0;
  total.skipped += counts?.skipped ?? 0;
  total.failed += ok ? 0 : Math.max(1, counts?.failed ?? 0);
}
process.stdout.write(`${summary(total)}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** Runs one part and shows its output only where it failed. */
async function part(name, args, { count, env }) {
  process.stdout.write(`${name} …\n`);
  const began = Date.now();
  const { status, output } = await runQuietly(args, env);
  if (status !== 0) {
    process.stdout.write(output);
  }
  const counts = count?.();
  const ok = status === 0 && (count === undefined || (counts !== undefined && counts.failed === 0));
  return { name, ok, counts, seconds: Math.round((Date.now() - began) / 1000) };
}

function runQuietly(args, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => resolve({ status: 1, output: `${error.message}\n` }));
    child.on('close', (status) => resolve({ status: status ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

/** A report, or undefined where the program ended before it wrote one. */
function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
