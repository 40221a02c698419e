import { createDataFrame, type DataFrame, FieldType, type TimeRange } from '@grafana/data';
import type { Dashboard, VizTile } from '../dashboard/dashboard';
import { get, type PrometheusConfig } from '../serverConfig';
import { readMatrix } from './matrix';

/** About the width of a panel in points; Prometheus itself allows 11,000. */
const POINTS = 1_500;
const LEAST_STEP_SECONDS = 15;

/** One panel per query, live from the Prometheus of the command line. */
export function prometheusDashboard({ url, queries, step, range }: PrometheusConfig): Dashboard {
  return {
    id: 'prometheus',
    title: 'Prometheus',
    range: { from: `now-${range}`, to: 'now' },
    tiles: queries.map((query, index): VizTile => ({
      kind: 'residual',
      id: 31 + index,
      title: query,
      description: `From ${url}`,
      width: queries.length === 1 ? 24 : 12,
      height: queries.length === 1 ? 15 : 10,
      source: (asked, stepMs, signal) => ask(index, asked, stepMs / 1000, signal),
      stepFor: (asked) => 1000 * (step ?? stepSeconds(asked)),
    })),
  };
}

function stepSeconds({ from, to }: TimeRange): number {
  return Math.max(LEAST_STEP_SECONDS, Math.ceil((to.valueOf() - from.valueOf()) / 1000 / POINTS));
}

async function ask(query: number, range: TimeRange, step: number, signal?: AbortSignal): Promise<DataFrame[]> {
  const from = range.from.valueOf() / 1000;
  const to = range.to.valueOf() / 1000;
  // Points at multiples of the step, so that a refresh returns the same points.
  const start = Math.floor(from / step) * step;
  const end = Math.floor(to / step) * step;
  const path = `api/prometheus/query_range?query=${query}&start=${start}&end=${end}&step=${step}`;
  const text = await (await get(path, signal)).text();
  return readMatrix(text).map(({ name, labels, times, values }) => {
    const parts = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    return createDataFrame({
      refId: 'A',
      fields: [
        { name: 'Time', type: FieldType.time, values: times, config: { interval: step * 1000 } },
        {
          name: 'Value',
          type: FieldType.number,
          labels,
          values,
          config: { displayNameFromDS: parts.length === 0 ? name || 'Value' : `${name}{${parts.join(', ')}}` },
        },
      ],
    });
  });
}
