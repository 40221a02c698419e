import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, installDebian } from './programs.mjs';
import { freePorts, startProgram, Unavailable } from './server.mjs';

const DEBIAN = '/usr/lib/postgresql';
/** The server refuses to run as root. */
const NOBODY = 65534;

/** PostgreSQL with an empty database `sources`, for a user `residual` without a password. */
export async function startPostgres({ folder }) {
  if (!programs()) {
    installDebian(['postgresql']);
  }
  const found = programs();
  if (!found) {
    throw new Unavailable('initdb, postgres or psql is missing');
  }
  const [port] = await freePorts(1);
  const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const data = join(folder, 'data');
  mkdirSync(data);
  if (owner.uid !== undefined) {
    [folder, data].forEach((path) => chownSync(path, NOBODY, NOBODY));
  }
  const made = spawnSync(found.initdb, ['-D', data, '-U', 'residual', '--auth=trust', '--encoding=UTF8', '--no-sync'], {
    cwd: folder,
    encoding: 'utf8',
    ...owner,
  });
  if (made.status !== 0) {
    throw new Unavailable(`initdb failed: ${made.error?.message ?? made.stderr.trim().split('\n').at(-1)}`);
  }
  const psql = (database, sql) =>
    execFileSync(found.psql, [`postgresql://residual@127.0.0.1:${port}/${database}`, '-XAtc', sql], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const stop = await startProgram({
    program: found.postgres,
    args: ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, '-c', 'fsync=off'],
    folder,
    owner,
    isReady: async () => psql('postgres', 'SELECT 1') === '1\n',
  });
  psql('postgres', 'CREATE DATABASE sources');
  const version = psql('sources', 'SHOW server_version').trim().split(' ')[0];
  return { url: `postgresql://residual@127.0.0.1:${port}/sources`, psql: found.psql, version, stop };
}

function programs() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin')) : [];
  const [initdb, postgres, psql] = ['initdb', 'postgres', 'psql'].map((name) => findProgram(name, versions));
  return initdb && postgres && psql ? { initdb, postgres, psql } : undefined;
}
