import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianPackage, findProgram } from './programs.mjs';
import { answers, freePorts, startProgram } from './server.mjs';

/** Debian's InfluxDB 1.x with an empty database `sources`. */
export async function startInfluxdb({ folder, cache }) {
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
`
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
