import { type DataFrame, type DataQueryRequest, FieldType, toDataFrame } from '@grafana/data';
import type { Event } from './metric';
import { post } from './http';
import type { PanelQuery, Source } from './source';

const DATABASE = 'sources';
const LINES = 10_000;

interface InfluxAnswer {
  readonly results: ReadonlyArray<{
    readonly error?: string;
    readonly series?: ReadonlyArray<{
      readonly name: string;
      readonly columns: readonly string[];
      readonly values: ReadonlyArray<ReadonlyArray<number | null>>;
    }>;
  }>;
}

interface InfluxChoice {
  readonly fill?: 'null' | '0' | 'none';
  readonly step?: string;
  readonly measurement?: string;
}

/** A query as the InfluxQL editor writes it: one field, one aggregation, buckets of `step`. */
export function influxQuery(
  aggregation: 'sum' | 'count' | 'mean',
  { fill = 'null', step = '$__interval', measurement = 'requests' }: InfluxChoice = {}
): PanelQuery {
  const name = `${aggregation} by ${step === '$__interval' ? 'step' : step}, fill(${fill})`;
  return {
    name,
    minStepMs: 10_000,
    target: {
      refId: 'A',
      datasource: { type: 'influxdb', uid: 'influxdb' },
      measurement,
      policy: 'default',
      select: [
        [
          { type: 'field', params: ['value'] },
          { type: aggregation, params: [] },
        ],
      ],
      groupBy: [
        { type: 'time', params: [step] },
        { type: 'fill', params: [fill] },
      ],
      orderByTime: 'ASC',
      resultFormat: 'time_series',
      tags: [],
    },
  };
}

interface Part {
  readonly type: string;
  readonly params: readonly string[];
}

/** The editor's model, as far as the queries here use it. */
interface InfluxModel {
  readonly measurement: string;
  readonly select: ReadonlyArray<readonly [field: Part, aggregation: Part]>;
  readonly groupBy: readonly Part[];
}

/** The statement that Grafana's backend builds of the editor's query (pkg/tsdb/influxdb/models/query.go). */
function statementOf({ targets, range, interval }: DataQueryRequest): string {
  const { measurement, select, groupBy } = targets[0] as unknown as InfluxModel;
  const [field, aggregation] = select[0];
  const groups = groupBy.map(({ type, params }) => `${type}(${params[0].replace('$__interval', interval)})`).join(' ');
  return (
    `SELECT ${aggregation.type}("${field.params[0]}") FROM "${measurement}" ` +
    `WHERE time >= ${range.from.valueOf()}ms and time <= ${range.to.valueOf()}ms GROUP BY ${groups} ORDER BY time ASC`
  );
}

export class InfluxdbSource implements Source {
  constructor(
    private readonly url: string,
    private readonly measurement = 'requests'
  ) {}

  async write(events: readonly Event[]): Promise<void> {
    for (let first = 0; first < events.length; first += LINES) {
      const lines = events
        .slice(first, first + LINES)
        .map(({ time, value }) => `${this.measurement} value=${value} ${time}`);
      await post(`${this.url}/write?db=${DATABASE}&precision=ms`, lines.join('\n'));
    }
  }

  async query(request: DataQueryRequest): Promise<DataFrame[]> {
    const form = new URLSearchParams({ db: DATABASE, epoch: 'ms', q: statementOf(request) });
    const { results }: InfluxAnswer = JSON.parse(await post(`${this.url}/query`, form));
    const [{ error, series = [] }] = results;
    if (error !== undefined) {
      throw new Error(error);
    }
    return series.map(({ name, columns, values }) => {
      const displayNameFromDS = `${name}.${columns[1]}`;
      return toDataFrame({
        name: displayNameFromDS,
        refId: request.targets[0].refId,
        meta: { typeVersion: [0, 0], preferredVisualisationType: 'graph', executedQueryString: statementOf(request) },
        fields: [
          { name: 'Time', type: FieldType.time, values: values.map(([time]) => time) },
          {
            name: 'Value',
            type: FieldType.number,
            values: values.map(([, value]) => value),
            config: { displayNameFromDS },
          },
        ],
      });
    });
  }
}
