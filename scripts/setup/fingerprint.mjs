import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** SHA-256 over names and contents of `paths` (files or folders, relative to `root`), hex. A missing path changes it, too. */
export function fingerprint(root, paths, skip = () => false) {
  const hash = createHash('sha256');
  for (const path of paths) {
    add(hash, root, path, skip);
  }
  return hash.digest('hex');
}

function add(hash, root, path, skip) {
  if (skip(path)) {
    return;
  }
  const absolute = join(root, path);
  if (!existsSync(absolute)) {
    hash.update(`absent ${path}\n`);
  } else if (statSync(absolute).isDirectory()) {
    for (const name of readdirSync(absolute).sort()) {
      add(hash, root, `${path}/${name}`, skip);
    }
  } else {
    hash.update(`file ${path}\n`);
    hash.update(readFileSync(realpathSync(absolute)));
  }
}

export function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

export function writeStamp(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
