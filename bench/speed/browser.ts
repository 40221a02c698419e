import { chromium, type Browser } from '@playwright/test';
import { CHROMIUM_ARGUMENTS } from '../../tests/browser/chromium';

/**
 * A browser of its own, with nothing in its caches. Its WebGL runs on SwiftShader, in software, so that every machine
 * measures the same thing.
 */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROME_PATH,
    args: CHROMIUM_ARGUMENTS,
  });
}
