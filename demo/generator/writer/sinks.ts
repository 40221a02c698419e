import { connect } from 'node:net';

/** One sample: epoch milliseconds and a number of requests. */
export interface Row {
  readonly time: number;
  readonly value: number;
}

/** Writes rows to one database. Writing a row again changes nothing. Rejects with the database's reason. */
export type Sink = (rows: readonly Row[]) => Promise<void>;

const TIMEOUT_MS = 10_000;

/** InfluxDB 1.x, as the field `value` of the measurement `requests`. */
export function influxdbSink(url: string, database: string): Sink {
  return (rows) =>
    posted(
      `${url}/write?db=${database}&precision=ms`,
      rows.map(({ time, value }) => `requests value=${value} ${time}\n`)
    );
}

/** VictoriaMetrics, as the gauge `demo_requests_count`. */
export function victoriaMetricsSink(url: string): Sink {
  return (rows) =>
    posted(
      `${url}/api/v1/import/prometheus`,
      rows.map(({ time, value }) => `demo_requests_count ${value} ${time}\n`)
    );
}

/** Graphite's carbon, as `demo.requests.count`: by its usual rules, metrics of that ending are summed up. */
export function graphiteSink(host: string, port: number): Sink {
  return (rows) =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port });
      socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error(`${host} did not answer`)));
      socket.on('error', reject);
      socket.on('close', () => resolve());
      socket.end(rows.map(({ time, value }) => `demo.requests.count ${value} ${Math.floor(time / 1000)}\n`).join(''));
    });
}

async function posted(url: string, lines: readonly string[]): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: lines.join(''), signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) {
    throw new Error(`${answer.status} ${(await answer.text()).trim()}`);
  }
}
