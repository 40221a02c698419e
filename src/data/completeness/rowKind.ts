import type { DataQuery } from '@grafana/schema';

/**
 * What a row of a query's answer is: the state at its time, or the aggregate of a bucket that starts or ends there.
 * `unknown` for sources whose queries cannot be read.
 */
export type RowKind = 'instant' | 'bucket-start' | 'bucket-end' | 'unknown';

/** Sources that evaluate a query at each step. Loki rounds the end of the range up, so its last row may lie ahead. */
const INSTANTS =
  /^(prometheus|loki|tempo|grafana-(amazon|azure)prometheus-datasource|victoriametrics-(metrics|logs)-datasource)$/;
/** Sources that always aggregate buckets, stamped with their start. */
const BUCKETS = /^(graphite|cloudwatch|grafana-azure-monitor-datasource|opentsdb|grafana-datadog-datasource)$/;
/** Google Cloud Monitoring aligns points to the ends of its periods. */
const BUCKET_ENDS = /^stackdriver$/;
const EXPRESSION = '__expr__';

/** Calls in SQL and its dialects that round a time down to the start of its bucket. */
const ROUNDED_TIME =
  /\$__timeGroup|\$__timeInterval|\$__dateBin|\$timeSeries|\b(time_bucket|date_trunc|date_bin|date_histogram|tostartof\w+|bin)\s*\(|\bsample\s+by\b/i;
/** InfluxQL, as text or as its editor stores it. */
const INFLUX_GROUP = /\bgroup\s+by\b[^;]*\btime\s*\(/i;
/** Flux stamps a window with its end, unless the query says otherwise. */
const FLUX_WINDOW = /\b(aggregateWindow|window)\s*\(/;
const FLUX_START = /timeSrc\s*:\s*"_start"|\bduplicate\s*\(\s*column\s*:\s*"_start"/;

/** What a query has besides Grafana's own properties. Every source has its own model, so nothing is certain. */
interface Model extends DataQuery {
  readonly expression?: unknown;
  readonly bucketAggs?: unknown;
  readonly groupBy?: unknown;
}

/**
 * The kind of row per query, by its reference id. An expression has the kind of the queries that it uses.
 *
 * @param targets of a panel's request
 */
export function rowKinds(targets: readonly DataQuery[]): Map<string, RowKind> {
  const plain = targets.filter(({ datasource }) => typeOf(datasource) !== EXPRESSION);
  const kinds = new Map(plain.map((target) => [target.refId, kindOf(target)]));
  const expressions = targets.filter((target) => !plain.includes(target));
  for (const { refId, expression } of expressions as Model[]) {
    const words = typeof expression === 'string' ? (expression.match(/\w+/g) ?? []) : [];
    const used = words.flatMap((word) => kinds.get(word) ?? []);
    kinds.set(refId, commonKind(used.length > 0 ? used : kinds.values()));
  }
  return kinds;
}

/** The one kind of several queries; if they differ, buckets prevail, because judging a partial one costs more than a late verdict. */
export function commonKind(kinds: Iterable<RowKind>): RowKind {
  const all = new Set(kinds);
  const order: readonly RowKind[] = ['bucket-start', 'bucket-end', 'unknown', 'instant'];
  return order.find((kind) => all.has(kind)) ?? 'unknown';
}

function kindOf(target: Model): RowKind {
  const type = typeOf(target.datasource);
  if (INSTANTS.test(type)) {
    return 'instant';
  }
  if (BUCKETS.test(type) || hasItem(target.bucketAggs, 'date_histogram')) {
    return 'bucket-start';
  }
  if (BUCKET_ENDS.test(type)) {
    return 'bucket-end';
  }
  const text = Object.values(target)
    .filter((value) => typeof value === 'string')
    .join('\n');
  if (FLUX_WINDOW.test(text)) {
    return FLUX_START.test(text) ? 'bucket-start' : 'bucket-end';
  }
  return hasItem(target.groupBy, 'time') || INFLUX_GROUP.test(text) || ROUNDED_TIME.test(text)
    ? 'bucket-start'
    : 'unknown';
}

/** Very old dashboards name the source instead of referring to it. */
function typeOf(datasource: DataQuery['datasource']): string {
  return typeof datasource === 'object' ? (datasource?.type ?? '') : '';
}

/** Whether a list of an editor's model has an item of this type. */
function hasItem(list: unknown, type: string): boolean {
  return (
    Array.isArray(list) &&
    list.some((item: unknown) => typeof item === 'object' && item !== null && 'type' in item && item.type === type)
  );
}
