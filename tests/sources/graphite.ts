import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { type DataFrame, type DataQueryRequest, FieldType, toDataFrame } from '@grafana/data';
import { type Event, bucketed } from './metric';
import { post } from './http';
import type { PanelQuery, Source } from './source';

/** A multiple of each step that a metric may have. */
const COARSEST_MS = 300_000;
const WRITER = join(__dirname, 'whisperFiles.py');

/** A query as the editor writes it: a target with functions around it. */
export function graphiteQuery(name: string, target: string): PanelQuery {
  return {
    name,
    minStepMs: 10_000,
    target: { refId: 'A', datasource: { type: 'graphite', uid: 'graphite' }, target, textEditor: false },
  };
}

interface GraphiteSeries {
  readonly target: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly datapoints: ReadonlyArray<readonly [value: number | null, seconds: number]>;
}

/** A metric in whisper's files, as statsd fills them: a value for each step of the first retention. */
export interface WhisperMetric {
  readonly path: string;
  readonly of: 'sum' | 'count';
  /** From fine to coarse; whisper sums points up from one to the next. */
  readonly retentions: ReadonlyArray<readonly [seconds: number, points: number]>;
}

interface GraphiteServer {
  readonly url: string;
  readonly python: string;
  readonly libraries: string;
  readonly whisper: string;
}

export class GraphiteSource implements Source {
  /** Events of the bucket that was last written in part. It is written again as a whole. */
  private open: readonly Event[] = [];

  constructor(
    private readonly server: GraphiteServer,
    private readonly metrics: readonly WhisperMetric[]
  ) {}

  async write(events: readonly Event[]): Promise<void> {
    const known = [...this.open, ...events];
    const to = known[known.length - 1].time + 1;
    const written = this.metrics.map(({ path, of, retentions }) => {
      const points = retentions.flatMap(([seconds], place) => {
        const oldest = place === retentions.length - 1 ? -Infinity : Date.now() - spanOf(retentions[place]);
        const newest = place === 0 ? to : Math.min(to, Date.now() - spanOf(retentions[place - 1]));
        const from = Math.max(oldest, floorTo(COARSEST_MS, known[0].time));
        return bucketed(known, { from, to: newest }, seconds * 1000, of).map(([time, value]) => [time / 1000, value]);
      });
      return JSON.stringify({ file: join(this.server.whisper, ...path.split('.')) + '.wsp', retentions, points });
    });
    this.open = known.filter(({ time }) => time >= floorTo(COARSEST_MS, to));
    await this.run(written.join('\n'));
  }

  async query({ targets, range, maxDataPoints }: DataQueryRequest): Promise<DataFrame[]> {
    const { target } = targets[0] as unknown as { readonly target: string };
    const seconds = (time: number) => String(Math.floor(time / 1000));
    const form = new URLSearchParams({ target, format: 'json', maxDataPoints: String(maxDataPoints) });
    form.set('from', seconds(range.from.valueOf()));
    form.set('until', seconds(range.to.valueOf()));
    const series: GraphiteSeries[] = JSON.parse(await post(`${this.server.url}/render`, form));
    return series.map((one) =>
      toDataFrame({
        refId: targets[0].refId,
        meta: { type: 'timeseries-multi' },
        fields: [
          { name: 'time', type: FieldType.time, values: one.datapoints.map(([, time]) => time * 1000) },
          {
            name: 'value',
            type: FieldType.number,
            labels: one.tags,
            config: { displayNameFromDS: one.target },
            values: one.datapoints.map(([value]) => value),
          },
        ],
      })
    );
  }

  private run(input: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const env = { ...process.env, PYTHONPATH: this.server.libraries };
      const child = execFile(this.server.python, [WRITER], { env }, (error) => (error ? reject(error) : resolve()));
      child.stdin?.end(input);
    });
  }
}

function spanOf([seconds, points]: WhisperMetric['retentions'][number]): number {
  return seconds * points * 1000;
}

function floorTo(multiple: number, time: number): number {
  return Math.floor(time / multiple) * multiple;
}
