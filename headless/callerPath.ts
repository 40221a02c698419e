import { resolve } from 'node:path';

/** npm runs its scripts in the repository's root; paths are meant from where the person stands. */
export function callerPath(script: string, path: string): string {
  const { npm_lifecycle_event: running, INIT_CWD: folder } = process.env;
  return running === script && folder !== undefined ? resolve(folder, path) : path;
}
