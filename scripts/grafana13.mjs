// npm run check:grafana13: checks the sources and the page against Grafana's newest libraries (tests/grafana-13).
import { join } from 'node:path';
import { orOneLine, ROOT, setUp } from './setup.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { runNode } from './setup/run.mjs';

const LIBS = 'tests/grafana-13';

await orOneLine(async () => {
  const { browser } = await setUp({ plugin: true, browser: true });
  const say = (line) => process.stderr.write(`${line}\n`);
  ensureDependencies(join(ROOT, LIBS), say);
  say('Type check against Grafana 13 …');
  runNode(['node_modules/typescript/bin/tsc', '--noEmit', '-p', `${LIBS}/tsconfig.json`], ROOT);
  say('The page on Grafana 13 …');
  runNode(
    ['node_modules/@playwright/test/cli.js', 'test', '--config', 'tests/browser/playwright.config.ts', 'page'],
    ROOT,
    {
      CHROME_PATH: browser,
      RESIDUAL_GRAFANA_LIBS: LIBS,
      PLAYWRIGHT_JSON_OUTPUT_NAME: join(ROOT, '.cache/test-results/grafana-13.json'),
    }
  );
  process.stdout.write('Grafana 13: all well.\n');
});
