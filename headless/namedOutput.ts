import { randomBytes } from 'node:crypto';
import { type BigIntStats, closeSync, fstatSync, openSync, rmSync } from 'node:fs';
import { access, chmod, constants, lstat, open, realpath, rename, stat } from 'node:fs/promises';
import { constants as system } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';

/** A file that a command writes at a path that a person named. */
export interface NamedOutput {
  /**
   * Replaces the file as a whole or not at all. What is written so far is removed on an error, SIGINT and SIGTERM.
   *
   * @throws OutputError that names the file
   */
  write(content: string | Uint8Array): Promise<void>;
}

/** A file that must not or cannot be written. The message holds its name, what is wrong and what to do. */
export class OutputError extends Error {
  constructor(name: string, fault: string, remedy: string) {
    super(`${name}: ${fault} ${remedy}`);
    this.name = 'OutputError';
  }
}

const ANOTHER = 'Name a new file, or a regular file to replace.';
const CHECK = 'Check its folder and permissions.';
/** The system's own words for it, where they are of use to a person. */
const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  ENOSPC: 'the disk is full',
};
/** Of the file's mode, what says who may read and write it. */
const PERMISSIONS = 0o777n;

/**
 * Checks that a file can be written before any work is done for it: it is new or a regular file, itself or behind
 * links; none of the files that are read; and in a folder in which files can be made.
 *
 * @param path where it is to lie
 * @param name what the person wrote, for messages
 * @param inputs paths of files that the command reads; those that do not exist are passed over
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
      // Hours may have passed: what lay there then may not lie there now.
      const target = await check(path, name, inputs);
      await attempt(name, () => replace(target, content));
    },
  };
}

/** @returns the path behind all links */
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
  // Renaming asks for the folder's permission alone; a file that is set to be read only is meant to stay.
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

/** In one go: a signal never comes between a file that is made and its removal. */
function create(path: string): void {
  closeSync(openSync(path, 'wx'));
}

/** A path of its own in the same folder, so that a rename is one step; short, for names have a greatest length. */
function beside(target: string): string {
  return join(dirname(target), `.residual-${randomBytes(6).toString('hex')}.unfinished`);
}

/** @returns what removes the file now, and lets the process end as it did before */
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

/** The shell may have opened them on a file: replacing it would take what the command prints along. */
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
