// npm test sets the clone up and runs the tests once; npm run test:long (--long) runs the slow ones.
// Prints a line when a suite ends, and the sum as the last line: N passed, N failed[, N skipped].
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { orOneLine, ROOT, setUp } from './setup.mjs';
import { countJest, countPlaywright, summary } from './test/counts.mjs';

const isLong = process.argv.includes('--long');
const results = join(ROOT, '.cache', isLong ? 'long-test-results' : 'test-results');
const jestReport = join(results, 'jest.json');
const browserReport = join(results, 'browser.json');

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const { browser } = await orOneLine(() => setUp({ plugin: true, host: true, browser: true }));

const JEST = ['node_modules/jest/bin/jest.js', '--silent', '--json', `--outputFile=${jestReport}`];
const PLAYWRIGHT = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'tests/browser/playwright.config.ts'];
const projects = isLong ? ['long', 'visual'] : ['browser', 'e2e'];

const parts = [];
parts.push(
  await part('Unit tests', [...JEST, ...(isLong ? ['--config', 'jest.long.config.js'] : [])], {
    count: () => countJest(read(jestReport)),
    suite: /^(PASS|FAIL) /,
  })
);
if (!isLong) {
  parts.push(await part('Golden check', ['--import', 'tsx', 'tests/golden/run.ts'], { suite: /cases agree$/ }));
}
parts.push(
  await part('Browser tests', [...PLAYWRIGHT, ...projects.map((project) => `--project=${project}`)], {
    count: () => countPlaywright(read(browserReport)),
    suite: /^\s+(✓|✘|-|ok|x)\s+\d+ /,
    env: { CHROME_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport },
  })
);

process.stdout.write('\n');
for (const { name, ok, counts, seconds } of parts) {
  const detail = counts ? summary(counts) : ok ? 'ok' : 'failed';
  process.stdout.write(`${name}: ${detail} (${seconds} s)\n`);
}
// A part that broke without a failed test (a crash, no test found) counts as a failure.
const total = { passed: 0, failed: 0, skipped: 0 };
for (const { ok, counts } of parts) {
  total.passed += counts?.passed ?? 0;
  total.skipped += counts?.skipped ?? 0;
  total.failed += ok ? 0 : Math.max(1, counts?.failed ?? 0);
}
process.stdout.write(`${summary(total)}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** Runs one part and shows a line when a suite ends. Shows all output if the part failed. */
async function part(name, args, { count, suite, env }) {
  process.stdout.write(`${name} …\n`);
  const began = Date.now();
  const { status, output } = await runShowing(suite, args, env);
  if (status !== 0) {
    process.stdout.write(output);
  }
  const counts = count?.();
  const ok = status === 0 && (count === undefined || (counts !== undefined && counts.failed === 0));
  return { name, ok, counts, seconds: Math.round((Date.now() - began) / 1000) };
}

/** @param shown which lines of the output to print at once */
function runShowing(shown, args, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(`${line}\n`);
        if (shown.test(line)) {
          process.stdout.write(`${line}\n`);
        }
      });
    }
    child.on('error', (error) => resolve({ status: 1, output: `${error.message}\n` }));
    child.on('close', (status) => resolve({ status: status ?? 1, output: lines.join('') }));
  });
}

/** A report, or undefined if the program ended before it wrote one. */
function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
