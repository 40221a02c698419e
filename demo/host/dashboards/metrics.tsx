import { dateTimeFormat, type TimeRange } from '@grafana/data';
import React from 'react';
import { type DemoSeries, lifelikeMetrics } from '../../generator/generator';
import type { Dashboard, VizTile } from '../dashboard/dashboard';
import { framesIn } from './frames';

const STEP_MS = 300_000;
/** A longer range has a larger step, as from a data source. */
const MOST_POINTS = 8_000;

const IDS: ReadonlyArray<readonly [id: string, title: string, description: string]> = [
  ['requests', 'Web requests', 'Daily and weekly rhythm. Incidents: an outage, a surge.'],
  ['cpu', 'CPU', 'Follows the requests, with a job every full hour. Incidents: a runaway loop, the outage, the surge.'],
  ['queue', 'Queue depth', 'One batch per hour. Incident: a stuck consumer.'],
  ['latency', 'Latency p95', 'Short bursts are normal. Incidents: slow storage, the surge.'],
  ['errors', 'Failed requests', 'Mostly zero. Incidents: a bad release, the outage.'],
  ['heap', 'Heap in use', 'Rises until the collector runs. Incident: a leak.'],
  ['backup', 'Backup writes', 'One hour in every four. Incident: a missed run.'],
];

/** Metrics of a made-up web service up to now, with known incidents. */
export function metricsDashboard(): Dashboard {
  const tiles = IDS.map(([id, title, description], index): VizTile => ({
    kind: 'residual',
    id: 11 + index,
    title,
    description,
    width: 12,
    height: 9,
    source: (range, stepMs) =>
      framesIn(
        range,
        metricsIn(range, stepMs).filter((metric) => metric.id === id)
      ),
    stepFor,
  }));
  return {
    id: 'metrics',
    title: 'Life-like metrics',
    range: { from: 'now-8d', to: 'now' },
    tiles: [
      ...tiles,
      {
        kind: 'text',
        id: 19,
        title: 'Actual incidents',
        description: 'The generator knows the incidents. The panels do not.',
        width: 12,
        height: 9,
        content: (range, timeZone) => <Incidents metrics={metricsIn(range, stepFor(range))} timeZone={timeZone} />,
      },
    ],
  };
}

function stepFor({ from, to }: TimeRange): number {
  const length = Math.min(to.valueOf(), Date.now()) - from.valueOf();
  return STEP_MS * Math.max(1, Math.ceil(length / STEP_MS / MOST_POINTS));
}

let last: { key: string; metrics: DemoSeries[] } | undefined;

/** All metrics of the range up to now. The last result is cached because every panel requests the same. */
function metricsIn(range: TimeRange, stepMs: number): DemoSeries[] {
  const from = range.from.valueOf();
  const to = Math.min(range.to.valueOf(), Date.now());
  // The result changes only after a whole step.
  const key = [...[from, to].map((time) => Math.floor(time / stepMs)), stepMs].join();
  if (last?.key !== key) {
    last = { key, metrics: lifelikeMetrics({ from, to, stepMs }) };
  }
  return last.metrics;
}

function Incidents({ metrics, timeZone }: { metrics: readonly DemoSeries[]; timeZone: string }) {
  const format = (time: number) => dateTimeFormat(time, { timeZone, format: 'MM-DD HH:mm' });
  const rows = metrics.flatMap(({ id, name, incidents }) =>
    incidents.map((incident) => ({ ...incident, key: `${id} ${incident.start}`, name }))
  );
  if (rows.length === 0) {
    return <p>No incident in this range.</p>;
  }
  rows.sort((a, b) => a.start - b.start);
  return (
    <table style={{ width: '100%', fontVariantNumeric: 'tabular-nums' }}>
      <tbody>
        {rows.map(({ key, kind, name, start, end }) => (
          <tr key={key}>
            <td style={{ whiteSpace: 'nowrap', paddingRight: 12 }}>
              {format(start)} – {format(end).slice(6)}
            </td>
            <td style={{ paddingRight: 12 }}>{name}</td>
            <td>{kind}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
