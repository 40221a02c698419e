import { getBackendSrv, isFetchError } from '@grafana/runtime';
import { type Observable, firstValueFrom, map, timeout } from 'rxjs';
import { type Action, TIMEOUT_MS } from './action';
import { record } from '../../shared/record';
import type { Interval } from '../../detector/interval';

/** An annotation as Grafana stores it. Times are epoch milliseconds. For a point in time, `from` equals `to`. */
export interface StoredAnnotation {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly tags: readonly string[];
  readonly text: string;
  /** 0 if it belongs to no panel. */
  readonly panelId: number;
  /** Empty if it belongs to no dashboard. */
  readonly dashboardUID: string;
}

/** An annotation to create. Grafana rejects an empty text. */
export type NewAnnotation = Omit<StoredAnnotation, 'id'>;

/** The value, or a sentence that says why the request failed and what to do. */
export type Answer<Value> = { readonly value: Value } | { readonly refused: string };

export interface AnnotationQuery {
  /** Matches annotations with any of these tags, or with a tag that has one of these before its colon. */
  readonly tags: readonly string[];
  /** If omitted, matches all dashboards that the user may see. */
  readonly dashboardUID?: string;
  /** Epoch milliseconds; any time if omitted. */
  readonly range?: Interval;
}

/** Limit of one request; the newest annotations come first. */
export const MAX_ANNOTATIONS = 1000;

const API = '/api/annotations';

/** Finds annotations by tag, the newest first, at most {@link MAX_ANNOTATIONS}. */
export function findAnnotations({ tags, dashboardUID, range }: AnnotationQuery): Promise<Answer<StoredAnnotation[]>> {
  // Grafana counts a key once per value, so a search for all tags would miss `residual` next to `residual:normal`.
  const params = {
    tags: [...tags],
    matchAny: true,
    type: 'annotation',
    limit: MAX_ANNOTATIONS,
    dashboardUID,
    ...range,
  };
  return ask('read', { url: API, method: 'GET', params }, (found) =>
    Array.isArray(found) ? found.flatMap((one) => readAnnotation(one) ?? []) : []
  );
}

/** Creates an annotation and returns it with its id. */
export function createAnnotation(annotation: NewAnnotation): Promise<Answer<StoredAnnotation>> {
  const { from, to, dashboardUID, panelId, tags, text } = annotation;
  const [time, timeEnd] = [Math.round(from), Math.round(to)];
  const data = { dashboardUID: dashboardUID || undefined, panelId: panelId || undefined, time, timeEnd, tags, text };
  return ask('write', { url: API, method: 'POST', data }, (kept) => ({
    ...annotation,
    from: time,
    to: timeEnd,
    id: String(record(kept).id ?? ''),
  }));
}

/** Deletes an annotation. If it no longer exists, the request still succeeds. */
export async function deleteAnnotation(id: string): Promise<Answer<null>> {
  return ask('delete', { url: `${API}/${encodeURIComponent(id)}`, method: 'DELETE' }, () => null);
}

/** Requests seldom fail, so the reasons are in a file of their own. */
export const loadRefusals = () => import(/* webpackChunkName: "refusal" */ './refusal');

async function ask<Value>(
  action: Action,
  request: Parameters<ReturnType<typeof getBackendSrv>['fetch']>[0],
  read: (body: unknown) => Value
): Promise<Answer<Value>> {
  try {
    const answer: Observable<unknown> = getBackendSrv()
      .fetch({ ...request, showErrorAlert: false, showSuccessAlert: false })
      .pipe(
        timeout(TIMEOUT_MS),
        map(({ data }) => data)
      );
    return { value: read(await firstValueFrom(answer)) };
  } catch (error) {
    return action === 'delete' && isFetchError(error) && error.status === 404
      ? { value: read(null) }
      : { refused: (await loadRefusals()).refusalOf(error, action) };
  }
}

/** Null if the value is not an annotation. */
function readAnnotation(written: unknown): StoredAnnotation | null {
  const { id, time, timeEnd, tags, text, panelId, dashboardUID } = record(written);
  if ((typeof id !== 'number' && typeof id !== 'string') || typeof time !== 'number') {
    return null;
  }
  const end = typeof timeEnd === 'number' && timeEnd > 0 ? timeEnd : time;
  return {
    id: String(id),
    from: Math.min(time, end),
    to: Math.max(time, end),
    tags: Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [],
    text: typeof text === 'string' ? text : '',
    panelId: typeof panelId === 'number' ? panelId : 0,
    dashboardUID: typeof dashboardUID === 'string' ? dashboardUID : '',
  };
}
