import {
  type DataQueryRequest,
  type DataQueryResponse,
  DataSourceApi,
  type DataSourceInstanceSettings,
  LoadingState,
  PluginType,
  type TestDataSourceResponse,
} from '@grafana/data';
import { setDataSourceSrv, setRunRequest, setTemplateSrv } from '@grafana/runtime';
import type { DataSourceRef } from '@grafana/schema';
import { catchError, from, map, Observable, of } from 'rxjs';
import type { FrameSource } from '../dashboard/dashboard';

const TYPE = 'residual-demo';
const sources = new Map<string, FrameSource>();

/** Makes a source known to queries by this name; a later one of the same name takes its place. */
export function registerSource(uid: string, source: FrameSource): DataSourceRef {
  sources.set(uid, source);
  return { uid, type: TYPE };
}

/** A source of frames in the form in which Grafana knows data sources. */
class FrameDataSource extends DataSourceApi {
  constructor(
    private readonly source: FrameSource,
    settings: DataSourceInstanceSettings
  ) {
    super(settings);
  }

  query({ range, intervalMs }: DataQueryRequest): Observable<DataQueryResponse> {
    return new Observable((subscriber) => {
      const withdrawn = new AbortController();
      const ask = async () => this.source(range, intervalMs, withdrawn.signal);
      const answer = from(ask())
        .pipe(map((data) => ({ data })))
        .subscribe(subscriber);
      return () => {
        answer.unsubscribe();
        withdrawn.abort();
      };
    });
  }

  async testDatasource(): Promise<TestDataSourceResponse> {
    return { status: 'success', message: '' };
  }
}

/** What Grafana's app sets up for panels that run queries of their own. Once, before a panel is shown. */
export function initQueryRunner(): void {
  setDataSourceSrv({
    get: async (ref) => {
      const uid = typeof ref === 'string' ? ref : (ref?.uid ?? '');
      const source = sources.get(uid);
      if (!source) {
        throw new Error(`There is no data source ${uid} on this page.`);
      }
      return new FrameDataSource(source, settingsOf(uid));
    },
    getList: () => [],
    getInstanceSettings: (ref) => settingsOf(typeof ref === 'string' ? ref : (ref?.uid ?? '')),
    reload: async () => undefined,
    registerRuntimeDataSource: () => undefined,
  });
  setRunRequest((source, request) => {
    const answer = { timeRange: request.range, request };
    return from(source.query(request)).pipe(
      map(({ data }) => ({ ...answer, state: LoadingState.Done, series: data })),
      catchError((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        return of({ ...answer, state: LoadingState.Error, series: [], errors: [{ message }] });
      })
    );
  });
  setTemplateSrv({
    getVariables: () => [],
    replace: (text) => text ?? '',
    containsTemplate: () => false,
    updateTimeRange: () => undefined,
  });
}

function settingsOf(uid: string): DataSourceInstanceSettings {
  const logos = { small: '', large: '' };
  const info = { author: { name: '' }, description: '', links: [], logos, screenshots: [], updated: '', version: '' };
  const meta = { id: TYPE, name: uid, type: PluginType.datasource, info, module: '', baseUrl: '' };
  // The type still asks for the number that Grafana has given up.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return { id: 0, uid, type: TYPE, name: uid, access: 'proxy', readOnly: true, jsonData: {}, meta };
}
