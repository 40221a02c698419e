import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, readStamp, writeStamp } from './fingerprint.mjs';
import { runNpm } from './run.mjs';

/**
 * Sees to it that `root`/node_modules holds what `root`/package-lock.json names. Installs only when it does not.
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
 * Compares the lock file with the record that npm keeps of what it installed: whoever has just run `npm install`
 * must not pay for, or be disturbed by, a second installation. Packages for other platforms are optional there.
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
