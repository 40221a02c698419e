import { type Clock, sampleOf } from './clock.ts';
import { INCIDENT_PLANS, progressOf } from './incidents.ts';
import { METRICS } from './metrics.ts';

/** How a metric is exported. Rates and counts of events become counters, as in an instrumented service. */
interface Exported {
  readonly id: string;
  readonly name: string;
  readonly help: string;
  /** A counter grows by the value times this a sample; a gauge has none. */
  readonly counts?: (clock: Clock) => number;
  /** To the base unit that Prometheus asks for. */
  readonly factor?: number;
}

const EXPORTED: readonly Exported[] = [
  {
    id: 'requests',
    name: 'demo_http_requests_total',
    help: 'Requests answered.',
    counts: (clock) => clock.stepMs / 1000,
  },
  { id: 'errors', name: 'demo_http_errors_total', help: 'Requests that failed.', counts: () => 1 },
  { id: 'cpu', name: 'demo_cpu_utilization_ratio', help: 'Share of the CPU in use.', factor: 0.01 },
  { id: 'queue', name: 'demo_queue_depth', help: 'Messages that wait.' },
  { id: 'latency', name: 'demo_http_latency_p95_seconds', help: '95th percentile of the latency.', factor: 0.001 },
  { id: 'heap', name: 'demo_heap_bytes', help: 'Heap in use.' },
  { id: 'backup', name: 'demo_backup_write_bytes_per_second', help: 'Bytes a second written by the backup.' },
];

/** The metrics at one time, in Prometheus' text format. Counters count from `since`. */
export interface Exposition {
  at(now: number): string;
}

/** @param since epoch milliseconds from which counters count, as a service's do from its start */
export function createExposition(clock: Clock, since: number): Exposition {
  const totals = new Map<string, number>();
  let counted = sampleOf(clock, since);

  function count(now: number): void {
    for (; counted < sampleOf(clock, now); counted++) {
      for (const { id, name, counts } of EXPORTED) {
        if (counts) {
          totals.set(name, (totals.get(name) ?? 0) + valueOf(id, clock, counted * clock.stepMs) * counts(clock));
        }
      }
    }
  }

  return {
    at(now) {
      count(now);
      const metrics = EXPORTED.map(({ id, name, help, counts, factor = 1 }) => {
        const value = counts ? (totals.get(name) ?? 0) : valueOf(id, clock, now) * factor;
        return `# HELP ${name} ${help}\n# TYPE ${name} ${counts ? 'counter' : 'gauge'}\n${name} ${value}\n`;
      });
      const incidents = INCIDENT_PLANS.map(
        ({ kind }) => `demo_incident_active{kind="${kind}"} ${progressOf(kind, clock, now) ? 1 : 0}\n`
      );
      return [
        ...metrics,
        '# HELP demo_incident_active 1 while an incident of this kind goes on: the truth to compare the panel with.\n',
        '# TYPE demo_incident_active gauge\n',
        ...incidents,
      ].join('');
    },
  };
}

function valueOf(id: string, clock: Clock, time: number): number {
  const metric = METRICS.find((candidate) => candidate.id === id);
  if (!metric) {
    throw new RangeError(`There is no metric called ${id}.`);
  }
  return metric.at(clock, time);
}
