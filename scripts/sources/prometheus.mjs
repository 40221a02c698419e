import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianPackage, findProgram } from './programs.mjs';
import { answers, freePorts, startProgram } from './server.mjs';

/** Debian's Prometheus without targets. It takes what is written to it, with the times that are written. */
export async function startPrometheus({ folder, cache }) {
  const program = findProgram('prometheus') ?? join(debianPackage('prometheus', cache), 'usr/bin/prometheus');
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const config = join(folder, 'prometheus.yml');
  writeFileSync(config, 'global:\n  scrape_interval: 15s\n');
  const stop = await startProgram({
    program,
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--web.enable-remote-write-receiver',
    ],
    folder,
    isReady: () => answers(`${url}/-/ready`),
  });
  const { data } = await (await fetch(`${url}/api/v1/status/buildinfo`)).json();
  return { url, version: data.version, stop };
}
