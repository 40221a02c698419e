import {
  compareArrayValues,
  compareDataFrameStructures,
  CoreApp,
  LoadingState,
  type PanelData,
  type TimeRange,
} from '@grafana/data';
import { useEffect, useState } from 'react';
import { startWith } from 'rxjs';
import { dataSourceOf, runQuery } from '../grafana/dataSources';
import type { VizTile } from './dashboard';

/**
 * Requests the frames of a range from a tile's source, again for each new range object. Until they arrive, the last frames
 * stay. A newer request cancels the older one. An error replaces the frames.
 */
export function usePanelData(tile: VizTile, range: TimeRange): PanelData {
  const [data, setData] = useState<PanelData>({
    state: LoadingState.NotStarted,
    series: [],
    structureRev: 0,
    timeRange: range,
  });

  useEffect(() => {
    const dataSource = dataSourceOf(`tile-${tile.id}`, tile.source);
    const intervalMs = tile.stepFor(range);
    // In Grafana's form, so that the panel can repeat the request over another range.
    const request = {
      app: CoreApp.Dashboard,
      requestId: `panel-${tile.id}`,
      timezone: 'browser',
      range,
      rangeRaw: range.raw,
      interval: `${intervalMs}ms`,
      intervalMs,
      scopedVars: {},
      targets: [{ refId: 'A', datasource: dataSource.getRef() }],
      startTime: Date.now(),
    };
    const answer = runQuery(dataSource, request)
      .pipe(startWith(null))
      .subscribe((next) => setData((last) => (next ? withRevision(next, last) : loading(last))));
    return () => answer.unsubscribe();
  }, [tile, range]);

  return data;
}

/** The state before the first answer. */
function loading(last: PanelData): PanelData {
  return last.state === LoadingState.NotStarted ? last : { ...last, state: LoadingState.Loading };
}

function withRevision(next: PanelData, last: PanelData): PanelData {
  const same = compareArrayValues(next.series, last.series, compareDataFrameStructures);
  return { ...next, structureRev: (last.structureRev ?? 0) + (same ? 0 : 1) };
}
