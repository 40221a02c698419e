import { type DataFrame, type DataQueryRequest, FieldType, rangeUtil, toDataFrame } from '@grafana/data';
import type { Event } from './metric';
import { post } from './http';
import { type PushedSeries, push } from './remoteWrite';
import type { PanelQuery, Source } from './source';

const SCRAPE_MS = 15_000;
/** Targets are scraped at a phase of their own, not at multiples of the interval. */
const PHASE_MS = 4_000;
const LABELS = { job: 'shop' };
const SAFE_POINTS = 11_000;
const SAMPLES = 2_000;

/** A range query as the editor's code mode writes it. */
export function prometheusQuery(name: string, expr: string, scrapeMs = SCRAPE_MS): PanelQuery {
  return {
    name,
    minStepMs: scrapeMs,
    target: {
      refId: 'A',
      datasource: { type: 'prometheus', uid: 'prometheus' },
      editorMode: 'code',
      expr,
      instant: false,
      range: true,
      legendFormat: '__auto',
    },
  };
}

export const REQUEST_RATE = prometheusQuery('rate of requests', 'sum(rate(requests_total[$__rate_interval]))');
export const KILOBYTES = prometheusQuery('increase of kilobytes', 'sum(increase(kilobytes_total[$__rate_interval]))');

interface MatrixAnswer {
  readonly data: {
    readonly result: ReadonlyArray<{
      readonly metric: Readonly<Record<string, string>>;
      readonly values?: ReadonlyArray<readonly [seconds: number, value: string]>;
    }>;
  };
}

/** How a server takes samples that carry their times. */
export type Ingest = (url: string, series: readonly PushedSeries[]) => Promise<void>;

/** VictoriaMetrics' own text format. */
export const importText: Ingest = async (url, series) => {
  const lines = series.flatMap(({ name, labels, samples }) => {
    const label = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
    return samples.map(([time, value]) => `${name}{${label.join(',')}} ${value} ${time}`);
  });
  await post(`${url}/api/v1/import/prometheus`, lines.join('\n'));
  // Otherwise new samples are not found for about a second.
  await post(`${url}/internal/force_flush`, '');
};

/** A server with Prometheus' API. Two counters are scraped from the service. */
export class PrometheusSource implements Source {
  private requests = 0;
  private kilobytes = 0;
  private scraped = -Infinity;

  constructor(
    private readonly url: string,
    private readonly ingest: Ingest = push,
    private readonly scrapeMs = SCRAPE_MS,
    private readonly prefix = ''
  ) {}

  async write(events: readonly Event[]): Promise<void> {
    const requests: Array<[number, number]> = [];
    const kilobytes: Array<[number, number]> = [];
    for (const { time, value } of events) {
      const due = Math.floor((time - PHASE_MS) / this.scrapeMs) * this.scrapeMs + PHASE_MS;
      if (due > this.scraped) {
        requests.push([due, this.requests]);
        kilobytes.push([due, this.kilobytes]);
        this.scraped = due;
      }
      this.requests += 1;
      this.kilobytes += value;
    }
    for (let first = 0; first < requests.length; first += SAMPLES) {
      const part = <Item>(samples: Item[]) => samples.slice(first, first + SAMPLES);
      await this.ingest(this.url, [
        { name: `${this.prefix}kilobytes_total`, labels: LABELS, samples: part(kilobytes) },
        { name: `${this.prefix}requests_total`, labels: LABELS, samples: part(requests) },
      ]);
    }
  }

  async query(request: DataQueryRequest): Promise<DataFrame[]> {
    const { expr, stepMs, start, end } = rangeQueryOf(request, this.scrapeMs);
    const form = new URLSearchParams({ query: expr, start: `${start / 1000}`, end: `${end / 1000}` });
    form.set('step', `${stepMs / 1000}`);
    const { data }: MatrixAnswer = JSON.parse(await post(`${this.url}/api/v1/query_range`, form));
    return data.result.map(({ metric, values = [] }) =>
      toDataFrame({
        refId: request.targets[0].refId,
        meta: { type: 'timeseries-multi', typeVersion: [0, 1], custom: { resultType: 'matrix' } },
        fields: [
          {
            name: 'Time',
            type: FieldType.time,
            config: { interval: stepMs },
            values: values.map(([seconds]) => Math.round(seconds * 1000)),
          },
          {
            name: 'Value',
            type: FieldType.number,
            labels: metric,
            config: { displayNameFromDS: expr },
            values: values.map(([, value]) => Number(value.replace('Inf', 'Infinity'))),
          },
        ],
      })
    );
  }
}

/** Step, aligned range and expression of Grafana's backend (pkg/promlib/models/query.go). */
function rangeQueryOf({ targets, range, interval, maxDataPoints = 1 }: DataQueryRequest, scrapeMs: number) {
  const { expr } = targets[0] as unknown as { readonly expr: string };
  const chosen = rangeUtil.calculateInterval(range, maxDataPoints, `${scrapeMs / 1000}s`).intervalMs;
  const safe = rangeUtil.calculateInterval(range, SAFE_POINTS).intervalMs;
  const stepMs = Math.max(chosen, safe);
  const aligned = (time: number) => Math.floor(time / stepMs) * stepMs;
  const rateMs = Math.max(rangeUtil.intervalToMs(interval) + scrapeMs, 4 * scrapeMs);
  return {
    expr: expr.replaceAll('$__rate_interval', `${rateMs / 1000}s`),
    stepMs,
    start: aligned(range.from.valueOf()),
    end: aligned(range.to.valueOf()),
  };
}
