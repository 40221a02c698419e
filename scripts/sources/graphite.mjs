import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, pythonPackages } from './programs.mjs';
import { answers, freePorts, startProgram, Unavailable } from './server.mjs';

const VERSION = '1.1.10';
const PACKAGES = [`graphite-web==${VERSION}`, `whisper==${VERSION}`];

/** graphite-web over an empty folder of whisper files. There is no carbon: the tests write the files. */
export async function startGraphite({ folder, cache }) {
  const python = findProgram('python3');
  if (!python) {
    throw new Unavailable('it needs Python 3, which is not installed');
  }
  const libraries = pythonPackages('graphite', PACKAGES, cache);
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const storage = join(folder, 'storage');
  mkdirSync(join(storage, 'whisper'), { recursive: true });
  writeFileSync(
    join(folder, 'loopback_settings.py'),
    `SECRET_KEY = 'loopback only'
TIME_ZONE = 'UTC'
LOG_FILE_INFO = LOG_FILE_EXCEPTION = LOG_FILE_CACHE = LOG_FILE_RENDERING = '-'
# No carbon whose memory would hold the newest rows.
CARBONLINK_HOSTS = []
REPLICATION_FACTOR = 0
`
  );
  const env = {
    PYTHONPATH: [folder, join(libraries, 'opt/graphite/webapp'), libraries].join(':'),
    DJANGO_SETTINGS_MODULE: 'graphite.settings',
    GRAPHITE_SETTINGS_MODULE: 'loopback_settings',
    GRAPHITE_STORAGE_DIR: storage,
    GRAPHITE_CONF_DIR: folder,
  };
  const stop = await startProgram({
    program: python,
    args: ['-m', 'django', 'runserver', '--noreload', '--insecure', `127.0.0.1:${port}`],
    env,
    folder,
    isReady: () => answers(`${url}/version/`),
  });
  return { url, python, libraries, whisper: join(storage, 'whisper'), version: VERSION, stop };
}
