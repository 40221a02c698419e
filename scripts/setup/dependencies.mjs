import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, readStamp, writeStamp } from './fingerprint.mjs';
import { runNpm } from './run.mjs';

/**
 * Installs the packages of `root`/package-lock.json into `root`/node_modules, unless they are there.
 * Returns whether it installed.
 */
export function ensureDependencies(root, say) {
  const stampFile = join(root, 'node_modules', '.cache', 'residual', 'dependencies');
  const wanted = fingerprint(root, ['package-lock.json']);
  if (readStamp(stampFile) === wanted) {
    return false;
  }
  if (!isInstalled(root)) {
    say('Installing dependencies (npm ci) …');
    runNpm(['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'], root);
    writeStamp(stampFile, wanted);
    return true;
  }
  writeStamp(stampFile, wanted);
  return false;
}

/**
 * Compares the lock file with npm's record of its installed packages, so that there is no second installation right
 * after `npm install`. Packages for other platforms are optional there.
 */
function isInstalled(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) {
    return false;
  }
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(
    ([path, entry]) =>
      path === '' ||
      entry.optional === true ||
      (installed[path]?.version === entry.version && existsSync(join(root, path, 'package.json')))
  );
}
