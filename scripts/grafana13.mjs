// npm run check:grafana13: types, unit tests and page on Grafana's newest libraries and React 19 (tests/grafana-13).
import { join } from 'node:path';
import { orOneLine, ROOT, setUp } from './setup.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { runNode } from './setup/run.mjs';

const LIBS = 'tests/grafana-13';

/** The browser tests but those of the worker and its engines, which have no part of Grafana. */
const WITH_THE_PAGE = '(browser/(?!soak|webgl|worker)|e2e/)';

await orOneLine(async () => {
  const { browser } = await setUp({ plugin: true, browser: true });
  const say = (line) => process.stderr.write(`${line}\n`);
  ensureDependencies(join(ROOT, LIBS), say);
  say('Type check against Grafana 13 …');
  runNode(['node_modules/typescript/bin/tsc', '--noEmit', '-p', `${LIBS}/tsconfig.json`], ROOT);
  say('Unit tests on Grafana 13 …');
  runNode(['node_modules/jest/bin/jest.js', '--silent', '--config', `${LIBS}/jest.config.js`], ROOT);
  say('The page on Grafana 13 …');
  const PLAYWRIGHT = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'tests/browser/playwright.config.ts'];
  runNode([...PLAYWRIGHT, '--project=browser', '--project=e2e', WITH_THE_PAGE], ROOT, {
    CHROME_PATH: browser,
    RESIDUAL_GRAFANA_LIBS: LIBS,
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(ROOT, '.cache/test-results/grafana-13.json'),
  });
  process.stdout.write('Grafana 13: all well.\n');
});
