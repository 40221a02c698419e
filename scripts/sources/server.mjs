import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const POLL_MS = 200;

/** Why a server cannot run on this machine, in one sentence. The other servers run all the same. */
export class Unavailable extends Error {}

/** Ports on loopback that were free a moment ago, all different. */
export async function freePorts(count) {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve, reject) => {
          const server = createServer();
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        })
    )
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/**
 * Starts a program and waits until `isReady` answers true. Its output goes to `folder`/log.
 *
 * @returns a function that ends the program and waits for its end
 */
export async function startProgram({ program, args, env, folder, owner = {}, isReady, withinMs = 30_000 }) {
  const log = join(folder, 'log');
  // Straight into the file: a pipe that nobody empties would stop the program.
  const output = openSync(log, 'w');
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
    ...owner,
  });
  closeSync(output);
  let failure;
  child.once('error', (error) => (failure = error.message));
  const ended = new Promise((resolve) => child.once('close', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(hard);
  };
  const until = Date.now() + withinMs;
  for (;;) {
    if (failure !== undefined || child.exitCode !== null) {
      throw new Unavailable(`it ended at once: ${failure ?? lastLine(log)}`);
    }
    if (await isReady().catch(() => false)) {
      return stop;
    }
    if (Date.now() > until) {
      await stop();
      throw new Unavailable(`it was not ready within ${withinMs / 1000} s: ${lastLine(log)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Whether an address answers with a status below 300. */
export async function answers(url) {
  const { ok } = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  return ok;
}

function lastLine(file) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').at(-1);
}
