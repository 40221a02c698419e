import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabelledSeries } from './labelledSeries';

/** The form of injected.json; see bench/yardstick/README.md. */
interface Yardstick {
  readonly stepSeconds: number;
  readonly series: ReadonlyArray<{
    readonly id: string;
    readonly shape: string;
    readonly anomaly: string | null;
    readonly events: ReadonlyArray<readonly [number, number]>;
    readonly values: readonly number[];
  }>;
}

const START = Date.UTC(2024, 0, 1);

/** The kept yardstick, its series on a clock that starts with the year 2024. */
export async function readYardstick(): Promise<LabelledSeries[]> {
  const text = await readFile(join(__dirname, '..', 'yardstick', 'injected.json'), 'utf8');
  const { stepSeconds, series } = JSON.parse(text) as Yardstick;
  return series.map(({ id, shape, anomaly, events, values }) => ({
    id,
    shape,
    anomaly: anomaly ?? 'clean',
    events: events.map(([start, end]) => ({ start, end })),
    changes: [],
    times: Float64Array.from(values, (_, i) => START + i * stepSeconds * 1000),
    values: Float64Array.from(values),
  }));
}
