import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const POLL_MS = 250;
/** A holder that wrote no process id within this time died between creating the file and writing to it. */
const UNSIGNED_MS = 5_000;

/**
 * Runs `work` while holding the lock file `path`, so that two set-ups at the same time run one after the other and do
 * not interfere. Takes over a lock whose process has ended.
 */
export async function withLock(path, work, onWait = () => {}) {
  mkdirSync(dirname(path), { recursive: true });
  let isWaiting = false;
  while (!acquire(path)) {
    if (isAbandoned(path)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!isWaiting) {
      onWait();
      isWaiting = true;
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
