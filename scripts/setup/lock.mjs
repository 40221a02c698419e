import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const POLL_MS = 250;
/** A holder that wrote no process id within this time died between creating the file and writing to it. */
const UNSIGNED_MS = 5_000;

/**
 * Runs `work` while holding the lock file `path`, so that two set-ups started at the same time do one after the other
 * what they would otherwise break for each other. A lock whose owner no longer lives is taken over.
 */
export async function withLock(path, work, onWait = () => {}) {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  while (!acquire(path)) {
    if (isAbandoned(path)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!told) {
      onWait();
      told = true;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

function acquire(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    // Windows answers EPERM while another process is deleting the file.
    if (error.code === 'EEXIST' || error.code === 'EPERM') {
      return false;
    }
    throw error;
  }
}

function isAbandoned(path) {
  let owner;
  try {
    owner = Number(readFileSync(path, 'utf8'));
    if (!owner) {
      return Date.now() - statSync(path).mtimeMs > UNSIGNED_MS;
    }
  } catch {
    return false; // released in the meantime
  }
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
