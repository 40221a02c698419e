import {
  type DataQueryRequest,
  type DataQueryResponse,
  DataSourceApi,
  type DataSourceInstanceSettings,
  LoadingState,
  type PanelData,
  PluginType,
  type TestDataSourceResponse,
} from '@grafana/data';
import { setDataSourceSrv, setRunRequest, setTemplateSrv } from '@grafana/runtime';
import { catchError, from, map, Observable, of } from 'rxjs';
import type { FrameSource } from '../dashboard/dashboard';

const TYPE = 'residual-demo';
const dataSources = new Map<string, FrameDataSource>();

/** A source of frames as a Grafana data source. */
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

/** Registers a data source of this name for queries. */
export function dataSourceOf(uid: string, source: FrameSource): DataSourceApi {
  const dataSource = new FrameDataSource(source, settingsOf(uid));
  dataSources.set(uid, dataSource);
  return dataSource;
}

/** Emits once, with the frames or an error. */
export function runQuery(dataSource: DataSourceApi, request: DataQueryRequest): Observable<PanelData> {
  const answer = { timeRange: request.range, request };
  return from(dataSource.query(request)).pipe(
    map(({ data }) => ({ ...answer, state: LoadingState.Done, series: data })),
    catchError((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      return of({ ...answer, state: LoadingState.Error, series: [], errors: [{ message }] });
    })
  );
}

/** Sets up what Grafana's app provides to panels that run queries. Call it once, before the first panel. */
export function initQueryRunner(): void {
  setDataSourceSrv({
    get: async (ref) => {
      const uid = uidOf(ref);
      const dataSource = dataSources.get(uid);
      if (!dataSource) {
        throw new Error(`There is no data source ${uid} on this page.`);
      }
      return dataSource;
    },
    getList: () => [],
    getInstanceSettings: (ref) => settingsOf(uidOf(ref)),
    reload: async () => undefined,
    registerRuntimeDataSource: () => undefined,
  });
  setRunRequest(runQuery);
  setTemplateSrv({
    getVariables: () => [],
    replace: (text) => text ?? '',
    containsTemplate: () => false,
    updateTimeRange: () => undefined,
  });
}

function uidOf(ref: string | { uid?: string } | null | undefined): string {
  return typeof ref === 'string' ? ref : (ref?.uid ?? '');
}

function settingsOf(uid: string): DataSourceInstanceSettings {
  const logos = { small: '', large: '' };
  const info = { author: { name: '' }, description: '', links: [], logos, screenshots: [], updated: '', version: '' };
  const meta = { id: TYPE, name: uid, type: PluginType.datasource, info, module: '', baseUrl: '' };
  // The type still requires the number that Grafana has deprecated.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return { id: 0, uid, type: TYPE, name: uid, access: 'proxy', readOnly: true, jsonData: {}, meta };
}
