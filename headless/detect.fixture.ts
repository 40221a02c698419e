import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { main } from './detect';

export interface Ended {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the command in this process, with paths relative to `folder` as npm hands them over. */
export async function endedIn(folder: string, args: readonly string[]): Promise<Ended> {
  Object.assign(process.env, { npm_lifecycle_event: 'detect', INIT_CWD: folder });
  const written = { output: '', errors: '' };
  const into = (name: 'output' | 'errors') =>
    new Writable({
      write(chunk: Buffer, _, taken) {
        written[name] += chunk.toString();
        taken();
      },
    });
  const status = await main(['--progress', 'off', ...args], { stdout: into('output'), stderr: into('errors') });
  return { status, ...written };
}

/** Runs the command in a process of its own. `readBytes`: stops reading after that many. */
export function spawnedIn(folder: string, args: readonly string[], readBytes = Infinity): Promise<Ended> {
  const [tsx, command] = ['../node_modules/tsx/dist/cli.mjs', 'detect.ts'].map((path) => join(__dirname, path));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [tsx, command, '--progress', 'off', ...args], { cwd: folder });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.length >= readBytes) {
        child.stdout.destroy();
      }
    });
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output, errors }));
  });
}
