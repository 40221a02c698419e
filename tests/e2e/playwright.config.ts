import type { PluginOptions } from '@grafana/plugin-e2e';
import { defineConfig } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { BASE_URL } from './host';
import { SESSION_FILE } from './session';
import { CHROMIUM_ARGUMENTS } from '../browser/chromium';

const root = resolve(__dirname, '../..');

// This file is read again in each worker process; they inherit what was settled here first.
process.env.CHROME_PATH ??= execFileSync(process.execPath, ['scripts/setup.mjs', '--browser', '--print'], {
  cwd: root,
  encoding: 'utf8',
}).trim();

/**
 * End-to-end tests of the plugin where people meet it. GRAFANA_URL says where: a Grafana with what is in provisioning/
 * (the default is the dev stack's), also under a sub-path, or the page of `npm start`.
 */
export default defineConfig<PluginOptions>({
  testDir: '.',
  // Not below test-results/, which the browser tests clear.
  outputDir: resolve(root, 'playwright-report/e2e'),
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  // For a machine that others keep busy; a test that needs it is reported as flaky.
  retries: 1,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? resolve(root, 'playwright-report/e2e.json') }],
  ],
  use: {
    baseURL: BASE_URL,
    provisioningRootDir: resolve(root, 'provisioning'),
    viewport: { width: 1600, height: 1000 },
    locale: 'en-US',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROME_PATH,
      args: CHROMIUM_ARGUMENTS,
    },
  },
  projects: [
    { name: 'setup', testMatch: 'setup.ts' },
    { name: 'e2e', testMatch: '*.spec.ts', dependencies: ['setup'], use: { storageState: SESSION_FILE } },
  ],
});
