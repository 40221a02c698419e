import { defineConfig } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { CHROMIUM_ARGUMENTS } from './chromium';

const root = resolve(__dirname, '../..');
const FIND_PORT =
  "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{process.stdout.write(String(s.address().port));s.close()})";

function nodeSays(...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }).trim();
}

// This file is read again in each worker process; they inherit what was settled here first.
process.env.RESIDUAL_PORT ??= nodeSays('-e', FIND_PORT);
process.env.CHROME_PATH ??= nodeSays('scripts/setup.mjs', '--browser', '--print');

const executablePath = process.env.CHROME_PATH;
const url = `http://127.0.0.1:${process.env.RESIDUAL_PORT}/`;
const libs = process.env.RESIDUAL_GRAFANA_LIBS ?? '.';
// Where the end-to-end tests go that hold on the page as well as in Grafana.
process.env.GRAFANA_URL = url;

/** The tag of what takes long by its nature. */
const LONG = /@long/;

/** Browser tests against the page of `npm start`. Two files at a time: while one waits, the other has its core. */
export default defineConfig({
  projects: [
    { name: 'browser', testDir: '.', testMatch: '*.spec.ts', grepInvert: LONG },
    // What npm run test:long runs, with the pictures.
    { name: 'long', testDir: '.', testMatch: '*.spec.ts', grep: LONG },
    {
      name: 'visual',
      testDir: '../visual',
      testMatch: '*.spec.ts',
      fullyParallel: true,
      // One set for all systems: the page brings its own typefaces.
      snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
      use: {
        deviceScaleFactor: 1,
        locale: 'en-US',
        timezoneId: 'UTC',
        launchOptions: { executablePath, args: CHROMIUM_ARGUMENTS },
      },
    },
    { name: 'e2e', testDir: '../e2e', testMatch: 'panel.spec.ts', grep: /@page/ },
  ],
  outputDir: resolve(root, 'test-results'),
  workers: 2,
  // Bounds for what hangs: a busy machine is no fault.
  timeout: 300_000,
  expect: {
    timeout: 120_000,
    toHaveScreenshot: {
      // Pale shading is far less than Playwright's own 0.2 from its ground.
      threshold: 0.05,
      maxDiffPixelRatio: 0.01,
      animations: 'disabled',
      caret: 'hide',
      scale: 'css',
      stylePath: resolve(__dirname, '../visual/steady.css'),
    },
  },
  forbidOnly: Boolean(process.env.CI),
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? resolve(root, 'test-results/browser.json') }],
  ],
  use: {
    baseURL: url,
    viewport: { width: 1600, height: 1000 },
    // Pictures of every moment cost a quarter of the tests' time: `--trace on` takes them of a test that failed.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    // The emulated card takes four fifths of a core to draw a page; it is for WebGL, and for the pictures.
    launchOptions: { executablePath, args: [...CHROMIUM_ARGUMENTS, '--disable-gpu-compositing'] },
  },
  webServer: {
    command: `node scripts/start.mjs --no-open --port ${process.env.RESIDUAL_PORT} --grafana-libs ${libs}`,
    cwd: root,
    url,
    timeout: 300_000,
    reuseExistingServer: false,
  },
});
