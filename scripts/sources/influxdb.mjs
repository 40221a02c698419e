import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianPackage, findProgram } from './programs.mjs';
import { answers, freePorts, startProgram } from './server.mjs';

const LIMITED = '\n[coordinator]\n  max-select-buckets = 1200\n';

/** Debian's InfluxDB 1.x with an empty database `sources`. */
export const startInfluxdb = (place) => start(place, '');

/** The same, which refuses an answer of more than 1,200 buckets: enough for a panel, too few for its look-back. */
export const startLimitedInfluxdb = (place) => start(place, LIMITED);

async function start({ folder, cache }, limits) {
  const program = findProgram('influxd') ?? join(debianPackage('influxdb', cache), 'usr/bin/influxd');
  const [http, backup] = await freePorts(2);
  const url = `http://127.0.0.1:${http}`;
  const config = join(folder, 'influxdb.conf');
  writeFileSync(
    config,
    `reporting-disabled = true
bind-address = "127.0.0.1:${backup}"
[meta]
  dir = "${folder}/meta"
[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
[monitor]
  store-enabled = false
[http]
  bind-address = "127.0.0.1:${http}"
  log-enabled = false
${limits}`
  );
  const stop = await startProgram({
    program,
    args: ['-config', config],
    folder,
    isReady: () => answers(`${url}/ping`),
  });
  const { headers } = await fetch(`${url}/query`, {
    method: 'POST',
    body: new URLSearchParams({ q: 'CREATE DATABASE sources' }),
  });
  return { url, version: headers.get('x-influxdb-version'), stop };
}
