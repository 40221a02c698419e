// npm run sources: the panel's query path, look-back and detector against real servers (docs/sources.md). Starts each server
// that can be had on loopback, in a temporary folder; says of each of the others why it did not run.
//   npm run sources [-- NAME...]     only these: influxdb, influxdb-limited, postgres, prometheus, victoriametrics, graphite
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orOneLine, ROOT, setUp } from './setup.mjs';
import { startGraphite } from './sources/graphite.mjs';
import { startInfluxdb, startLimitedInfluxdb } from './sources/influxdb.mjs';
import { startPostgres } from './sources/postgres.mjs';
import { startPrometheus } from './sources/prometheus.mjs';
import { SetupError } from './setup/run.mjs';
import { Unavailable } from './sources/server.mjs';
import { startVictoriaMetrics } from './sources/victoriaMetrics.mjs';
import { tableOf } from './sources/table.mjs';

const STARTS = {
  influxdb: startInfluxdb,
  'influxdb-limited': startLimitedInfluxdb,
  postgres: startPostgres,
  prometheus: startPrometheus,
  victoriametrics: startVictoriaMetrics,
  graphite: startGraphite,
};
/** For all checks together; a server that hangs ends the run with a failure. */
const CHECKS_MS = 20 * 60_000;

await orOneLine(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !(name in STARTS));
  if (unknown.length > 0) {
    throw new SetupError(`No source is called ${unknown.join(', ')}. There are ${Object.keys(STARTS).join(', ')}.`);
  }
  await setUp();
  const cache = join(ROOT, '.cache', 'sources');
  const place = mkdtempSync(join(tmpdir(), 'residual-sources-'));
  // PostgreSQL runs as another user, and its folder lies in this one.
  chmodSync(place, 0o711);
  const running = [];
  const report = join(place, 'report.json');
  try {
    const sources = {};
    for (const name of asked.length > 0 ? asked : Object.keys(STARTS)) {
      sources[name] = await started(name, place, cache, running);
    }
    writeFileSync(report, JSON.stringify({ sources, lines: [] }));
    const checks = spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules/jest/bin/jest.js'), '--config', 'jest.sources.config.js'],
      { cwd: ROOT, env: { ...process.env, RESIDUAL_SOURCES: report }, stdio: ['ignore', 2, 2], timeout: CHECKS_MS }
    );
    process.stdout.write(tableOf(JSON.parse(readFileSync(report, 'utf8'))));
    process.exitCode = checks.status === 0 ? 0 : 1;
  } finally {
    await Promise.all(running.map((stop) => stop()));
    rmSync(place, { recursive: true, force: true });
  }
});

/** What the checks need to reach a source, or why it did not start. */
async function started(name, place, cache, running) {
  const folder = join(place, name);
  const began = Date.now();
  mkdirSync(folder);
  mkdirSync(cache, { recursive: true });
  process.stderr.write(`Starting ${name} …\n`);
  try {
    const { stop, ...reached } = await STARTS[name]({ folder, cache });
    running.push(stop);
    return { ...reached, startedInMs: Date.now() - began };
  } catch (error) {
    if (!(error instanceof Unavailable)) {
      throw error;
    }
    process.stderr.write(`Skipping ${name}: ${error.message}.\n`);
    return { skipped: error.message };
  }
}
