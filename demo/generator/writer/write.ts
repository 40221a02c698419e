/**
 * Writes the requests of the made-up service to the databases of the compose profile `sources`, the last hours first and
 * then a row a step. A database that is not there yet gets what it lacks once it is.
 *
 *     node writer/write.ts
 *
 * Environment: SEED (1), DAY_MINUTES (20) and STEP_SECONDS (10) as the exporter's; HISTORY_HOURS (6).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { METRICS } from '../metrics.ts';
import { postgresSink } from './postgres.ts';
import { type Row, type Sink, graphiteSink, influxdbSink, victoriaMetricsSink } from './sinks.ts';

const stepMs = number('STEP_SECONDS', 10) * 1000;
const clock = { seed: number('SEED', 1), dayMs: number('DAY_MINUTES', 20) * 60_000, stepMs };
const historyMs = number('HISTORY_HOURS', 6) * 3_600_000;
const requests = METRICS.find(({ id }) => id === 'requests');

const sinks: Readonly<Record<string, Sink>> = {
  influxdb: influxdbSink('http://influxdb:8086', 'sources'),
  postgres: postgresSink({ host: 'postgres', port: 5432, user: 'residual', database: 'sources' }),
  graphite: graphiteSink('graphite', 2003),
  victoriametrics: victoriaMetricsSink('http://victoriametrics:8428'),
};

await Promise.all(Object.entries(sinks).map(([name, sink]) => keepWriting(name, sink)));

async function keepWriting(name: string, sink: Sink): Promise<never> {
  let from = floorToStep(Date.now() - historyMs);
  for (;;) {
    // The step that is still going on is written when it is over.
    const to = floorToStep(Date.now());
    if (to > from) {
      try {
        await sink(rowsOf(from, to));
        from = to;
      } catch (error) {
        process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
    await sleep(stepMs - (Date.now() % stepMs) + 500);
  }
}

/** Requests of each step of [from, to). */
function rowsOf(from: number, to: number): Row[] {
  const rows: Row[] = [];
  for (let time = from; time < to; time += stepMs) {
    rows.push({ time, value: Math.round(((requests?.at(clock, time) ?? 0) * stepMs) / 1000) });
  }
  return rows;
}

function floorToStep(time: number): number {
  return Math.floor(time / stepMs) * stepMs;
}

function number(name: string, fallback: number): number {
  const value = Number(process.env[name] ?? fallback);
  if (!(value > 0 && Number.isFinite(value))) {
    process.stderr.write(`${name} must be a number above 0.\n`);
    process.exit(2);
  }
  return value;
}
