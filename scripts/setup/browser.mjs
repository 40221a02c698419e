import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { run, runNode, SetupError } from './run.mjs';

const PATH_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];

const FIXED_PLACES = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter(Boolean)
    .flatMap((base) => [
      join(base, 'Google/Chrome/Application/chrome.exe'),
      join(base, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
};

/** Path of a Chrome or Chromium on this machine, or undefined. CHROME_PATH takes precedence; a wrong one is an error. */
function findBrowser(root, env = process.env) {
  if (env.CHROME_PATH) {
    if (!existsSync(env.CHROME_PATH)) {
      throw new SetupError(`CHROME_PATH names ${env.CHROME_PATH}, which does not exist. Correct or unset it.`);
    }
    return env.CHROME_PATH;
  }
  const onPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => PATH_NAMES.map((name) => join(folder, name)));
  const installed = [...(FIXED_PLACES[process.platform] ?? []), ...onPath].find((path) => existsSync(path));
  return installed ?? [playwrightBrowser(root)].find((path) => existsSync(path));
}

/** Path of Playwright's own Chromium, even if it is not installed yet. */
function playwrightBrowser(root) {
  return createRequire(join(root, 'package.json'))('@playwright/test').chromium.executablePath();
}

/** Finds or installs a browser: Playwright's own, otherwise Debian's package for root. Returns its path. */
export function ensureBrowser(root, say) {
  const attempts = [
    () => {
      say('No Chrome or Chromium found: fetching one with Playwright …');
      runNode([join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'], root);
    },
    () => {
      if (process.platform !== 'linux' || process.getuid() !== 0 || !existsSync('/usr/bin/apt-get')) {
        throw new SetupError('not root on Debian');
      }
      say("Installing Debian's chromium …");
      const env = { DEBIAN_FRONTEND: 'noninteractive' };
      run('apt-get', ['update', '-qq'], { env });
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env });
    },
  ];
  let found = findBrowser(root);
  const reasons = [];
  for (const attempt of attempts) {
    if (found) {
      break;
    }
    try {
      attempt();
      found = findBrowser(root);
    } catch (error) {
      reasons.push(error.message);
    }
  }
  if (!found) {
    throw new SetupError(
      `No Chrome or Chromium, and none could be installed (${reasons.join('; ')}). Install one, or set CHROME_PATH to its program.`
    );
  }
  return found;
}
