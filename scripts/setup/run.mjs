import { spawnSync } from 'node:child_process';

/** An error that is shown without a stack. Its message names the problem and the remedy. */
export class SetupError extends Error {}

/** Runs a program with its output on stderr, so that it does not mix with a command's own stdout. Throws SetupError if it fails. */
export function run(program, args, { cwd, env, shell = false } = {}) {
  const { status, error, signal } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    shell,
    stdio: ['ignore', 2, 2],
  });
  if (error || status !== 0) {
    const reason = error?.message ?? (signal ? `ended by ${signal}` : `exit code ${status}`);
    throw new SetupError(`${[program, ...args].join(' ')} failed: ${reason}`);
  }
}

export function runNode(args, cwd, env) {
  run(process.execPath, args, { cwd, env });
}

/** npm is a script beside node on every platform; on Windows only a shell can start npm.cmd. */
export function runNpm(args, cwd) {
  const inside = process.env.npm_execpath;
  if (inside?.endsWith('npm-cli.js')) {
    runNode([inside, ...args], cwd);
  } else {
    run('npm', args, { cwd, shell: process.platform === 'win32' });
  }
}
