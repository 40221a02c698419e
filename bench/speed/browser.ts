import { chromium, type Browser } from '@playwright/test';

/**
 * A browser of its own, with nothing in its caches. Its WebGL runs on SwiftShader, in software, so that every machine
 * measures the same thing.
 */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROME_PATH,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
    ],
  });
}
