import type { DataQuery } from '@grafana/schema';
import { type RowKind, commonKind, rowKinds } from './rowKind';

const query = (type: string, model: object = {}, refId = 'A'): DataQuery => ({
  refId,
  datasource: { type, uid: type },
  ...model,
});

// Models as the editors of Grafana 12.4 write them.
test.each<[string, DataQuery, RowKind]>([
  ['Prometheus', query('prometheus', { expr: 'rate(http_requests_total[5m])' }), 'instant'],
  ['Loki', query('loki', { expr: 'sum(count_over_time({job="app"}[$__auto]))' }), 'instant'],
  ['Graphite', query('graphite', { target: 'summarize(app.hits, "1min")' }), 'bucket-start'],
  ['CloudWatch', query('cloudwatch', { metricName: 'Requests', statistic: 'Sum' }), 'bucket-start'],
  ['Google Cloud Monitoring', query('stackdriver', { queryType: 'timeSeriesList' }), 'bucket-end'],
  [
    'Elasticsearch',
    query('elasticsearch', { bucketAggs: [{ type: 'terms' }, { type: 'date_histogram', field: '@timestamp' }] }),
    'bucket-start',
  ],
  ['Elasticsearch, a table', query('elasticsearch', { bucketAggs: [{ type: 'terms', field: 'host' }] }), 'unknown'],
  [
    'InfluxQL by its editor',
    query('influxdb', {
      groupBy: [
        { type: 'time', params: ['$__interval'] },
        { type: 'fill', params: ['null'] },
      ],
    }),
    'bucket-start',
  ],
  [
    'InfluxQL as text',
    query('influxdb', {
      rawQuery: true,
      query: 'SELECT sum("value") FROM "hits" WHERE $timeFilter GROUP BY time($__interval), "host" fill(null)',
    }),
    'bucket-start',
  ],
  ['InfluxQL of points', query('influxdb', { query: 'SELECT "value" FROM "hits" WHERE $timeFilter' }), 'unknown'],
  [
    'Flux',
    query('influxdb', {
      query: 'from(bucket: "b") |> range(start: v.timeRangeStart) |> aggregateWindow(every: v.windowPeriod, fn: sum)',
    }),
    'bucket-end',
  ],
  [
    'Flux, stamped with the start',
    query('influxdb', { query: 'from(bucket: "b") |> aggregateWindow(every: 1m, fn: sum, timeSrc: "_start")' }),
    'bucket-start',
  ],
  [
    'PostgreSQL',
    query('grafana-postgresql-datasource', {
      rawSql:
        'SELECT $__timeGroupAlias(t, $__interval), count(*) FROM hits WHERE $__timeFilter(t) GROUP BY 1 ORDER BY 1',
    }),
    'bucket-start',
  ],
  [
    'TimescaleDB',
    query('postgres', { rawSql: "SELECT time_bucket('5 min', t), sum(n) FROM hits GROUP BY 1" }),
    'bucket-start',
  ],
  [
    'MySQL, rows as they are',
    query('mysql', { rawSql: 'SELECT t AS time, n FROM hits WHERE $__timeFilter(t)' }),
    'unknown',
  ],
  [
    'ClickHouse',
    query('grafana-clickhouse-datasource', {
      rawSql: 'SELECT toStartOfMinute(t) AS time, count() FROM hits GROUP BY time',
    }),
    'bucket-start',
  ],
  [
    'QuestDB',
    query('questdb-questdb-datasource', { rawSql: 'SELECT t, count() FROM hits SAMPLE BY 1m' }),
    'bucket-start',
  ],
  ['TestData', query('grafana-testdata-datasource', { scenarioId: 'random_walk' }), 'unknown'],
  ['a query without a source', { refId: 'A' }, 'unknown'],
])('rows of %s', (_, target, kind) => {
  expect(rowKinds([target]).get('A')).toBe(kind);
});

test('an expression has the kind of the queries that it uses', () => {
  const sql = query('mysql', { rawSql: 'SELECT $__timeGroup(t, 1m), count(*) FROM hits GROUP BY 1' }, 'B');
  const kinds = rowKinds([
    query('prometheus', {}, 'A'),
    sql,
    query('__expr__', { expression: '$A * 2' }, 'C'),
    query('__expr__', { expression: '${B} / $A' }, 'D'),
    query('__expr__', { expression: 'B' }, 'E'),
    query('__expr__', { type: 'sql' }, 'F'),
  ]);
  expect(Object.fromEntries(kinds)).toEqual({
    A: 'instant',
    B: 'bucket-start',
    C: 'instant',
    D: 'bucket-start',
    E: 'bucket-start',
    F: 'bucket-start',
  });
});

test('no query has no kind', () => {
  expect(commonKind(rowKinds([]).values())).toBe('unknown');
});
