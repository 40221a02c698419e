import { GraphiteSource, graphiteQuery } from './graphite';
import { InfluxdbSource, influxQuery } from './influxdb';
import { PostgresSource, postgresQuery } from './postgres';
import { KILOBYTES, PrometheusSource, REQUEST_RATE, importText } from './prometheus';
import { reached } from './running';
import type { PanelQuery, Source } from './source';

/** The name in scripts/sources.mjs, the queries of a sum and of a count, and an empty source if its server runs. */
export interface Kind {
  readonly name: string;
  readonly queries: readonly PanelQuery[];
  readonly open: (() => Promise<Source>) | null;
  /** Whether the server drops what is some days old. */
  readonly forgets?: boolean;
}

const TEN_SECONDS_A_DAY = [[10, 8640]] as const;

export const KINDS: readonly Kind[] = [
  {
    name: 'influxdb',
    queries: [influxQuery('sum'), influxQuery('count'), influxQuery('count', { fill: '0', step: '1m' })],
    open: opener('influxdb', ({ url }) => new InfluxdbSource(url)),
  },
  {
    name: 'postgres',
    queries: [postgresQuery('sum(value)'), postgresQuery('count(*)'), postgresQuery('count(*)', '0')],
    open: opener('postgres', async ({ url, psql }) => {
      const source = new PostgresSource(url, psql);
      await source.create();
      return source;
    }),
  },
  {
    name: 'prometheus',
    queries: [KILOBYTES, REQUEST_RATE],
    open: opener('prometheus', ({ url }) => new PrometheusSource(url)),
  },
  {
    name: 'victoriametrics',
    forgets: true,
    queries: [KILOBYTES, REQUEST_RATE],
    open: opener('victoriametrics', ({ url }) => new PrometheusSource(url, importText)),
  },
  {
    name: 'graphite',
    forgets: true,
    queries: [
      graphiteQuery('sum by step', "consolidateBy(shop.kilobytes, 'sum')"),
      graphiteQuery('count by step', "consolidateBy(shop.requests, 'sum')"),
      graphiteQuery('count by 1min', "summarize(shop.requests, '1min', 'sum')"),
    ],
    open: opener('graphite', ({ url, python, libraries, whisper }) => {
      const metrics = [
        { path: 'shop.kilobytes', of: 'sum', retentions: TEN_SECONDS_A_DAY },
        { path: 'shop.requests', of: 'count', retentions: TEN_SECONDS_A_DAY },
      ] as const;
      return new GraphiteSource({ url, python, libraries, whisper }, metrics);
    }),
  },
];

type Server = NonNullable<ReturnType<typeof reached>>;

function opener(name: string, open: (server: Server) => Source | Promise<Source>): Kind['open'] {
  const server = reached(name);
  return server === undefined ? null : async () => open(server);
}
