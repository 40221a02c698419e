import type { DataFrame, DataQueryRequest } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { Event } from './metric';

/** A query of a panel: what Grafana's editor for this source writes into the dashboard. */
export interface PanelQuery {
  readonly name: string;
  readonly target: DataQuery & { readonly datasource: { readonly type: string; readonly uid: string } } & Record<
      string,
      unknown
    >;
  /** Least step that the data source is set to, as its option *Min interval* or *Scrape interval*. */
  readonly minStepMs: number;
}

/** A running server with the story's metric, behind the frames that Grafana's data source makes of its answers. */
export interface Source {
  /** Writes what happened. Called with later events each time, unless a test wants late ones. */
  write(events: readonly Event[]): Promise<void>;
  /** Runs the one query of a request as the data source's backend does. */
  query(request: DataQueryRequest): Promise<DataFrame[]>;
}
