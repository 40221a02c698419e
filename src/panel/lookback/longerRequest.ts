import { type DataQueryRequest, dateTime, type PanelData, type TimeRange } from '@grafana/data';
import { config, getTemplateSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import type { Span } from './rows';

/** Why a panel's queries are not run over another range. */
export type NotRepeatable = 'no-query' | 'public' | 'shared' | 'snapshot' | 'streaming' | 'range-in-text';

/** Grafana's name for a query of another panel's answer, and for its own built-in source. */
const SHARED_DASHBOARD = '-- Dashboard --';
const BUILT_IN = 'grafana';

/** Variables that stand for the dashboard's range: over another range such a text asks something else. */
const RANGE_VARIABLE = /\$\{?__(range|range_s|range_ms|from|to)\b/;

/** @returns null where the panel's queries can be run over another range */
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

/**
 * What two panels have in common that may share their answers: queries with their variables filled in, filters, and
 * the interval that decides the step.
 */
export function questionKey(request: DataQueryRequest): string {
  const { targets, scopedVars, filters, intervalMs, timezone } = request;
  // Scopes and group-by keys are not in every supported version's type.
  const narrowing = ['scopes', 'groupByKeys'].map((key) => Reflect.get(request, key) ?? null);
  const text = getTemplateSrv().replace(JSON.stringify(targets), scopedVars);
  return JSON.stringify([text, filters ?? [], narrowing, intervalMs, timezone]);
}

let lastId = 0;

/** The panel's own request over another range, with as many points for its length: the source then keeps its step. */
export function requestOver(request: DataQueryRequest, { from, to }: Span): DataQueryRequest {
  const visibleMs = request.range.to.valueOf() - request.range.from.valueOf();
  const range = absolute(from, to);
  const targets: DataQuery[] = JSON.parse(JSON.stringify(request.targets));
  const share = visibleMs > 0 ? (to - from) / visibleMs : 1;
  return {
    ...request,
    requestId: `residual-lookback-${++lastId}`,
    targets,
    range,
    // Absolute, so that no source takes it for the dashboard's own range and joins it to what it keeps of that.
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
