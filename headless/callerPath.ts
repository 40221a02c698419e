import { resolve } from 'node:path';

/** Resolves a path from the caller's folder, because npm runs scripts in the repository's root. */
export function callerPath(script: string, path: string): string {
  const { npm_lifecycle_event: running, INIT_CWD: folder } = process.env;
  return running === script && folder !== undefined ? resolve(folder, path) : path;
}
