import type { BackendSrv, BackendSrvRequest, FetchResponse } from '@grafana/runtime';
import { defer, type Observable, of, throwError } from 'rxjs';

/** An annotation as in Grafana's API. */
interface Annotation {
  readonly id: number;
  readonly dashboardUID?: string;
  readonly panelId?: number;
  readonly time: number;
  readonly timeEnd: number;
  readonly text: string;
  readonly tags: readonly string[];
}

const STORAGE_KEY = 'residual-demo.annotations';

/** Replaces Grafana's server: keeps annotations in this tab and answers all other requests with 404. */
export const tabBackend: Pick<BackendSrv, 'fetch'> = {
  fetch: <T>(request: BackendSrvRequest): Observable<FetchResponse<T>> =>
    // The caller chooses the type T; `answer` returns data of that shape.
    defer(() => answer(request)) as Observable<FetchResponse<T>>,
};

function answer(request: BackendSrvRequest): Observable<FetchResponse<unknown>> {
  const { url, method = 'GET', params, data } = request;
  const id = /^\/api\/annotations\/(\d+)$/.exec(url)?.[1];
  const kept = read();
  if (url === '/api/annotations' && method === 'GET') {
    return ok(request, kept.filter(matching(params ?? {})));
  }
  if (url === '/api/annotations' && method === 'POST') {
    const next = 1 + kept.reduce((most, one) => Math.max(most, one.id), 0);
    write([{ ...data, id: next }, ...kept]);
    return ok(request, { id: next, message: 'Annotation added' });
  }
  if (id !== undefined && method === 'DELETE') {
    write(kept.filter((one) => one.id !== Number(id)));
    return ok(request, { message: 'Annotation deleted' });
  }
  return throwError(() => ({ status: 404, statusText: 'Not found', config: request, data: { message: 'Not found' } }));
}

function matching({ tags = [], dashboardUID, from, to }: Record<string, any>) {
  const has = (one: Annotation, tag: string) => one.tags.some((own) => own === tag || own.startsWith(`${tag}:`));
  return (one: Annotation) =>
    tags.some((tag: string) => has(one, tag)) &&
    (dashboardUID === undefined || one.dashboardUID === dashboardUID) &&
    (from === undefined || one.timeEnd >= from) &&
    (to === undefined || one.time <= to);
}

function ok(config: BackendSrvRequest, data: unknown): Observable<FetchResponse<unknown>> {
  const { url } = config;
  return of({
    data,
    config,
    url,
    status: 200,
    statusText: 'OK',
    ok: true,
    headers: new Headers(),
    redirected: false,
    type: 'basic',
  });
}

function read(): Annotation[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    // No storage, or foreign content in it: there are no annotations yet.
    return [];
  }
}

function write(annotations: readonly Annotation[]): void {
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify(annotations));
}
