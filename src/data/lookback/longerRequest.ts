import { type DataQueryRequest, dateTime, type PanelData, type TimeRange } from '@grafana/data';
import { config, getTemplateSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import type { Interval } from '../../detector/interval';

/** Why a panel's queries cannot run over another range. */
export type NotRepeatable = 'no-query' | 'public' | 'shared' | 'snapshot' | 'streaming' | 'range-in-text';

/** Names in Grafana of the source that reads another panel's answer, and of the built-in source. */
const SHARED_DASHBOARD = '-- Dashboard --';
const BUILT_IN = 'grafana';

/**
 * Variables for the dashboard's range. They change the query's meaning over another range. Macros such as `$__timeFilter()`,
 * `$__timeFrom()` and `$timeFilter` stand for the range of the query itself.
 */
const RANGE_VARIABLE = /(\$\{?|\[\[)__(range|range_s|range_ms|from|to|url_time_range)\b/;

/** @returns null if the panel's queries can run over another range */
export function whyNotRepeatable({ request, state }: Pick<PanelData, 'request' | 'state'>): NotRepeatable | null {
  if (!request || request.targets.length === 0) {
    return 'no-query';
  }
  if (config.publicDashboardAccessToken) {
    return 'public';
  }
  if (request.targets.some(({ datasource }) => datasource?.uid === SHARED_DASHBOARD)) {
    return 'shared';
  }
  if (request.targets.some(({ datasource, queryType }) => datasource?.uid === BUILT_IN && queryType === 'snapshot')) {
    return 'snapshot';
  }
  if (state === 'Streaming') {
    return 'streaming';
  }
  return RANGE_VARIABLE.test(JSON.stringify(request.targets)) ? 'range-in-text' : null;
}

/** Key under which panels share answers: interpolated queries, filters and interval. */
export function questionKey(request: DataQueryRequest): string {
  const { targets, scopedVars, filters, intervalMs, timezone } = request;
  // Some supported versions of Grafana do not have scopes and group-by keys in the type.
  const narrowing = ['scopes', 'groupByKeys'].map((key) => Reflect.get(request, key) ?? null);
  const text = getTemplateSrv().replace(JSON.stringify(targets), scopedVars);
  return JSON.stringify([text, filters ?? [], narrowing, intervalMs, timezone]);
}

let lastId = 0;

/**
 * Builds the panel's request for another range. Scales the number of points with the length, so that the source keeps
 * its step.
 */
export function requestOver(request: DataQueryRequest, { from, to }: Interval): DataQueryRequest {
  const visibleMs = request.range.to.valueOf() - request.range.from.valueOf();
  const range = absolute(from, to);
  const targets: DataQuery[] = JSON.parse(JSON.stringify(request.targets));
  const share = visibleMs > 0 ? (to - from) / visibleMs : 1;
  return {
    ...request,
    requestId: `residual-lookback-${++lastId}`,
    targets,
    range,
    // A relative range could make a source merge this answer with its cache of the dashboard's range.
    rangeRaw: range.raw,
    maxDataPoints: request.maxDataPoints && Math.max(1, Math.ceil(request.maxDataPoints * share)),
    liveStreaming: false,
    hideFromInspector: true,
    startTime: Date.now(),
    endTime: undefined,
  };
}

function absolute(from: number, to: number): TimeRange {
  const [start, end] = [dateTime(from), dateTime(to)];
  return { from: start, to: end, raw: { from: start, to: end } };
}
