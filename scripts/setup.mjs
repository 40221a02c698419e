// Prepares a clone for a command, and does nothing if it is already prepared. Plain Node, without dependencies.
//   node scripts/setup.mjs [--plugin] [--host] [--browser] [--quiet | --print]
// --print writes the path of the browser to stdout and nothing else.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorLine } from '../headless/terminal.mjs';
import { ensureBrowser } from './setup/browser.mjs';
import { ensureHost, ensurePlugin } from './setup/bundles.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { withLock } from './setup/lock.mjs';
import { SetupError } from './setup/run.mjs';

export const ROOT = resolve(fileURLToPath(new URL('..', import.meta.url)));

const LEAST_NODE = 20;

/**
 * Installs dependencies and, if requested, builds dist/ (`plugin`), bundles the demo page (`host`: true, or the folder of
 * the Grafana libraries to bundle as `{ libs }`) and finds a browser. Reports its steps on stderr.
 * Returns the page's folder (`host`) and the browser's path (`browser`) if they were requested. Throws SetupError.
 */
export async function setUp({ plugin = false, host = false, browser = false } = {}) {
  if (Number(process.versions.node.split('.')[0]) < LEAST_NODE) {
    throw new SetupError(`Node ${LEAST_NODE} or newer is needed; this is ${process.version}.`);
  }
  const say = (line) => process.stderr.write(`${line}\n`);
  return withLock(
    join(ROOT, '.cache', 'setup.lock'),
    () => {
      ensureDependencies(ROOT, say);
      if (plugin) {
        ensurePlugin(ROOT, say);
      }
      return {
        host: host ? ensureHost(ROOT, say, host === true ? {} : host) : undefined,
        browser: browser ? ensureBrowser(ROOT, say) : undefined,
      };
    },
    () => say('Waiting for another set-up to end …')
  );
}

/** Runs a command's body; a SetupError becomes one line on stderr and exit code 1. */
export async function orOneLine(body) {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof SetupError)) {
      throw error;
    }
    process.stderr.write(`${errorLine(error.message)}\n`);
    process.exit(1);
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const asked = new Set(process.argv.slice(2));
  const { browser } = await orOneLine(() =>
    setUp({ plugin: asked.has('--plugin'), host: asked.has('--host'), browser: asked.has('--browser') })
  );
  if (asked.has('--print')) {
    process.stdout.write(`${browser ?? ''}\n`);
  } else if (!asked.has('--quiet')) {
    process.stdout.write('Set up.\n');
  }
}
