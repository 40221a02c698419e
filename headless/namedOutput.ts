import { randomBytes } from 'node:crypto';
import { type BigIntStats, closeSync, fstatSync, openSync, rmSync } from 'node:fs';
import { access, chmod, constants, lstat, open, realpath, rename, stat } from 'node:fs/promises';
import { constants as system } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';

/** An output file that the user has named. */
export interface NamedOutput {
  /**
   * Replaces the whole file or nothing. Removes the partial file on an error, SIGINT and SIGTERM.
   *
   * @throws OutputError that names the file
   */
  write(content: string | Uint8Array): Promise<void>;
}

/** A file that must not or cannot be written. The message has its name, the fault and the remedy. */
export class OutputError extends Error {
  constructor(name: string, fault: string, remedy: string) {
    super(`${name}: ${fault} ${remedy}`);
    this.name = 'OutputError';
  }
}

const ANOTHER = 'Name a new file, or a regular file to replace.';
const CHECK = 'Check its folder and permissions.';
/** Error codes that need an explanation. */
const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  ENOSPC: 'the disk is full',
};
/** The permission bits of a file's mode. */
const PERMISSIONS = 0o777n;

/**
 * Checks before any work that a file can be written. It must be new or a regular file, also behind links. It must not be
 * an input, and its folder must be writable.
 *
 * @param path of the file
 * @param name as written on the command line, for messages
 * @param inputs paths of files that the command reads; missing ones are ignored
 * @throws OutputError that names the file
 */
export async function namedOutput(path: string, name: string, inputs: readonly string[] = []): Promise<NamedOutput> {
  const checked = await check(path, name, inputs);
  await attempt(name, async () => {
    const probe = beside(checked);
    create(probe);
    rmSync(probe);
  });
  return {
    async write(content) {
      // Checks again, because hours may have passed.
      const target = await check(path, name, inputs);
      await attempt(name, () => replace(target, content));
    },
  };
}

/** @returns the path with all links resolved */
async function check(path: string, name: string, inputs: readonly string[]): Promise<string> {
  if (path.trim() === '' || name.endsWith('/') || name.endsWith(sep)) {
    throw new OutputError(name, 'this names no file.', ANOTHER);
  }
  const found = await attempt(name, () => statOf(path));
  if (!found) {
    if (await lstat(path).catch(() => undefined)) {
      throw new OutputError(name, 'this is a link to a file that does not exist.', ANOTHER);
    }
    return join(await attempt(name, () => realpath(dirname(path))), basename(path));
  }
  if (!found.isFile()) {
    const kind = found.isDirectory() ? 'a folder' : 'a device, pipe or socket';
    throw new OutputError(name, `this is ${kind}, not a file.`, ANOTHER);
  }
  const read = await Promise.all(inputs.map((input) => statOf(input).catch(() => undefined)));
  if ([...read, ...standardStreams()].some((input) => input && isSame(input, found))) {
    throw new OutputError(name, 'the command reads or writes this very file for something else.', 'Name another file.');
  }
  const target = await attempt(name, () => realpath(path));
  // A rename needs permission for the folder only, but a read-only file must not be replaced.
  await attempt(name, () => access(target, constants.W_OK));
  return target;
}

async function replace(target: string, content: string | Uint8Array): Promise<void> {
  const replaced = await statOf(target);
  const unfinished = beside(target);
  const forget = removedWhenEnded(unfinished);
  try {
    create(unfinished);
    const file = await open(unfinished, 'r+');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    if (replaced) {
      await chmod(unfinished, Number(replaced.mode & PERMISSIONS));
    }
    await rename(unfinished, target);
  } finally {
    forget();
  }
}

/** Synchronous, so that no signal arrives between creation and removal. */
function create(path: string): void {
  closeSync(openSync(path, 'wx'));
}

/** A unique path in the same folder, so that the rename is atomic. It is short, because names have a maximum length. */
function beside(target: string): string {
  return join(dirname(target), `.residual-${randomBytes(6).toString('hex')}.unfinished`);
}

/** Removes the file if the process ends. @returns a function that removes it now and detaches the handlers */
function removedWhenEnded(file: string): () => void {
  const remove = () => rmSync(file, { force: true });
  const end = (signal: NodeJS.Signals) => process.exit(128 + system.signals[signal]);
  process.on('exit', remove);
  ENDING.forEach((signal) => process.on(signal, end));
  return () => {
    remove();
    process.off('exit', remove);
    ENDING.forEach((signal) => process.off(signal, end));
  };
}

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

async function attempt<Result>(name: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    throw new OutputError(name, `it cannot be written (${FAULTS[code ?? ''] ?? code ?? message}).`, CHECK);
  }
}

/** @returns undefined if there is no such file */
function statOf(path: string): Promise<BigIntStats | undefined> {
  return stat(path, { bigint: true }).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code !== 'ENOENT') {
      throw thrown;
    }
    return undefined;
  });
}

/** The shell may have redirected them to a file. Replacing that file would lose the command's output. */
function standardStreams(): Array<BigIntStats | undefined> {
  return [0, 1, 2].map((descriptor) => {
    try {
      return fstatSync(descriptor, { bigint: true });
    } catch {
      return undefined;
    }
  });
}

function isSame(one: BigIntStats, other: BigIntStats): boolean {
  return one.dev === other.dev && one.ino === other.ino;
}
