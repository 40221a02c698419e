import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Unavailable } from './server.mjs';

const INSTALL_MS = 240_000;

/** The path of a program on PATH or in one of `folders`, or undefined. */
export function findProgram(name, folders = []) {
  const places = [...(process.env.PATH ?? '').split(delimiter), ...folders];
  return places.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Unpacks a Debian package into `cache`, without installing it, so that none of its services starts. Returns its folder. */
export function debianPackage(name, cache) {
  return once(join(cache, name), (folder) => {
    if (!findProgram('apt-get')) {
      throw new Unavailable(`it is not installed, and there is no apt-get to fetch ${name} with`);
    }
    const fetched = attempt('apt-get', ['download', '-qq', name], folder);
    if (fetched !== null) {
      // A new machine has no list of packages yet.
      attempt('apt-get', ['update', '-qq'], folder);
      orUnavailable(attempt('apt-get', ['download', '-qq', name], folder));
    }
    const [archive] = readdirSync(folder).filter((file) => file.endsWith('.deb'));
    orUnavailable(attempt('dpkg', ['-x', archive, '.'], folder));
    rmSync(join(folder, archive));
  });
}

/** Installs Debian packages. Only root can. */
export function installDebian(names) {
  if (process.getuid?.() !== 0 || !findProgram('apt-get')) {
    throw new Unavailable(`it is not installed, and only root on Debian can install ${names.join(' ')}`);
  }
  attempt('apt-get', ['update', '-qq']);
  orUnavailable(attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names]));
}

/** Installs Python packages into a folder of `cache`. Returns that folder. */
export function pythonPackages(name, requirements, cache) {
  return once(join(cache, name), (folder) =>
    orUnavailable(
      attempt(
        'python3',
        ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', '.', ...requirements],
        folder
      )
    )
  );
}

/** Builds a Go program into a folder of `cache`. Returns that folder. */
export function goProgram(name, module, cache) {
  return once(join(cache, name), (folder) => {
    const go = findProgram('go', ['/usr/local/go/bin']);
    if (!go) {
      throw new Unavailable('it is built with Go, which is not installed');
    }
    orUnavailable(attempt(go, ['install', module], folder, { GOBIN: folder }));
  });
}

/** Fills a folder unless that was done before. A folder that was filled only in part is not kept. */
function once(folder, fill) {
  if (!existsSync(folder)) {
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    fill(unfinished);
    renameSync(unfinished, folder);
  }
  return folder;
}

/** Runs a program to its end. Returns null if it succeeded, otherwise why it did not. */
function attempt(program, args, cwd, env) {
  const { status, error, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', ...env },
    encoding: 'utf8',
    timeout: INSTALL_MS,
  });
  return status === 0
    ? null
    : `${program} ${args[0]} failed: ${error?.message ?? (stderr.trim().split('\n').at(-1) || `exit code ${status}`)}`;
}

function orUnavailable(failure) {
  if (failure !== null) {
    throw new Unavailable(failure);
  }
}
