import { type DataQueryRequest, LoadingState, type PanelData } from '@grafana/data';
import type { DataSourceRef } from '@grafana/schema';
import { type Observable, catchError, from, map, of } from 'rxjs';
import type { Source } from './source';

/** Stands in for @grafana/runtime: what the panel asks of Grafana, answered by the sources that a test has registered. */
const sources = new Map<string, Source>();

/** Makes a source the one that queries of this uid run on. */
export function register(uid: string, source: Source): void {
  sources.set(uid, source);
}

export const config = {};

export const getTemplateSrv = () => ({ replace: (text: string) => text });

export const getDataSourceSrv = () => ({
  get: async (ref: DataSourceRef | undefined) => sources.get(ref?.uid ?? ''),
});

/** Grafana's query runner: one answer, and an error as part of it. */
export const getRunRequest =
  () =>
  (source: Source, request: DataQueryRequest): Observable<PanelData> =>
    from(source.query(request)).pipe(
      map((series) => ({ state: LoadingState.Done, series, request, timeRange: request.range })),
      catchError((error: unknown) =>
        of({
          state: LoadingState.Error,
          series: [],
          errors: [{ message: error instanceof Error ? error.message : String(error) }],
          request,
          timeRange: request.range,
        })
      )
    );
