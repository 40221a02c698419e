import { execFile } from 'node:child_process';
import { type DataFrame, type DataQueryRequest, FieldType, rangeUtil, toDataFrame } from '@grafana/data';
import type { Event } from './metric';
import type { PanelQuery, Source } from './source';

const MAX_ANSWER_BYTES = 64 * 2 ** 20;

/** A query as people write it with the macros of Grafana's PostgreSQL data source. */
export function postgresQuery(of: 'sum(value)' | 'count(*)', fill?: '0', table = 'requests'): PanelQuery {
  const group = `$__timeGroupAlias(time,$__interval${fill === undefined ? '' : `,${fill}`})`;
  return {
    name: `${of.split('(')[0]} by step${fill === undefined ? '' : `, fill ${fill}`}`,
    minStepMs: 10_000,
    target: {
      refId: 'A',
      datasource: { type: 'grafana-postgresql-datasource', uid: 'postgres' },
      editorMode: 'code',
      format: 'time_series',
      rawQuery: true,
      rawSql: `SELECT ${group}, ${of} AS "value" FROM ${table} WHERE $__timeFilter(time) GROUP BY 1 ORDER BY 1`,
    },
  };
}

interface Statement {
  readonly sql: string;
  readonly stepMs: number;
  /** Of buckets without rows; null if they have no row in the answer. */
  readonly fill: number | null;
}

/** The macros' SQL (pkg/tsdb/grafana-postgresql-datasource/macros.go). */
function statementOf({ targets, range, interval }: DataQueryRequest): Statement {
  const { rawSql } = targets[0] as unknown as { readonly rawSql: string };
  const stepMs = rangeUtil.intervalToMs(interval);
  const [from, to] = [range.from, range.to].map((time) => `'${time.toISOString()}'`);
  let fill: number | null = null;
  const sql = rawSql
    .replace(/\$__timeGroupAlias\(time,\$__interval(?:,(\d+))?\)/, (_, value?: string) => {
      fill = value === undefined ? null : Number(value);
      return `floor(extract(epoch from time)/${stepMs / 1000})*${stepMs / 1000} AS "time"`;
    })
    .replace('$__timeFilter(time)', `time BETWEEN ${from} AND ${to}`);
  return { sql, stepMs, fill };
}

export class PostgresSource implements Source {
  /** @param psql path of PostgreSQL's client */
  constructor(
    private readonly url: string,
    private readonly psql: string,
    private readonly table = 'requests'
  ) {}

  /** Makes the table. */
  async create(): Promise<void> {
    await this.run(`CREATE TABLE ${this.table} (time timestamptz NOT NULL, value integer)`);
    await this.run(`CREATE INDEX ON ${this.table} (time)`);
  }

  async write(events: readonly Event[]): Promise<void> {
    const rows = events.map(({ time, value }) => `${new Date(time).toISOString()}\t${value}\n`).join('');
    await this.run(`COPY ${this.table} FROM STDIN`, rows);
  }

  async query(request: DataQueryRequest): Promise<DataFrame[]> {
    const { sql, stepMs, fill } = statementOf(request);
    const lines = (await this.run(sql)).split('\n').filter((line) => line !== '');
    const rows = lines.map((line) => line.split('|').map(Number) as [seconds: number, value: number]);
    const known = new Map(rows.map(([seconds, value]) => [seconds * 1000, value]));
    const times = fill === null ? [...known.keys()] : bucketsOf(request, stepMs);
    return [
      toDataFrame({
        refId: request.targets[0].refId,
        meta: { typeVersion: [0, 0], executedQueryString: sql },
        fields: [
          { name: 'Time', type: FieldType.time, values: times },
          { name: 'value', type: FieldType.number, values: times.map((time) => known.get(time) ?? fill) },
        ],
      }),
    ];
  }

  private run(sql: string, input = ''): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = execFile(
        this.psql,
        [this.url, '-XAtq', '-v', 'ON_ERROR_STOP=1', '-c', sql],
        { maxBuffer: MAX_ANSWER_BYTES },
        (error, output) => (error ? reject(error) : resolve(output))
      );
      child.stdin?.end(input);
    });
  }
}

/** The rows that the backend makes if a fill value is set: from the bucket of the range's start to its end. */
function bucketsOf({ range }: DataQueryRequest, stepMs: number): number[] {
  const first = Math.floor(range.from.valueOf() / stepMs) * stepMs;
  const count = Math.floor((range.to.valueOf() - first) / stepMs) + 1;
  return Array.from({ length: count }, (_, index) => first + index * stepMs);
}
