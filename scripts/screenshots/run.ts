// npm run screenshots: takes the pictures of the catalogue and the guide from the demo page. They are reproducible.
import { chromium } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { createPageServer } from '../../demo/server/server';
import { SHOTS } from './shots';

const ROOT = resolve(__dirname, '../..');
/** Maximum size of a picture, for fast pages and a small repository. */
const MOST_BYTES = 160_000;
const USAGE = `npm run screenshots -- [NAME…]   takes all pictures, or those whose path holds one of the names
${SHOTS.map(({ file }) => `  ${file}`).join('\n')}
`;

async function takeAll(names: readonly string[]): Promise<void> {
  const wanted = SHOTS.filter(({ file }) => names.length === 0 || names.some((name) => file.includes(name)));
  const server = createPageServer({
    page: join(ROOT, '.cache/host'),
    plugin: join(ROOT, 'dist'),
    csv: [],
    prometheus: null,
    anyHost: false,
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const executablePath = execFileSync(process.execPath, ['scripts/setup.mjs', '--browser', '--print'], {
    cwd: ROOT,
    encoding: 'utf8',
  }).trim();
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
  const tooLarge: string[] = [];
  try {
    for (const { file, width, height, without = 0, stage } of wanted) {
      const page = await browser.newPage({ viewport: { width, height }, timezoneId: 'UTC', locale: 'en-US' });
      const shown = await stage(page, url);
      const path = join(ROOT, file);
      mkdirSync(dirname(path), { recursive: true });
      await (shown
        ? shown.screenshot({ path, animations: 'disabled' })
        : page.screenshot({
            path,
            animations: 'disabled',
            clip: { x: 0, y: without, width, height: height - without },
          }));
      await page.close();
      const { size } = statSync(path);
      process.stdout.write(`${file}  ${(size / 1000).toFixed(0)} kB\n`);
      if (size > MOST_BYTES) {
        tooLarge.push(file);
      }
    }
    if (tooLarge.length > 0) {
      throw new Error(`Larger than ${MOST_BYTES / 1000} kB: ${tooLarge.join(', ')}.`);
    }
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

const names = process.argv.slice(2);
if (names.includes('--help')) {
  process.stdout.write(USAGE);
} else {
  takeAll(names).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
