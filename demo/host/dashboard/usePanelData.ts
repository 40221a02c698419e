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
 * Asks a tile's source for the frames of a range, again for each new range object. While it waits, the last frames stay.
 * It cancels the previous request. An error replaces the frames.
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
    // As Grafana would put it, so that the panel can ask it again over another range.
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

/** Before its first answer a panel has nothing to draw. */
function loading(last: PanelData): PanelData {
  return last.state === LoadingState.NotStarted ? last : { ...last, state: LoadingState.Loading };
}

function withRevision(next: PanelData, last: PanelData): PanelData {
  const same = compareArrayValues(next.series, last.series, compareDataFrameStructures);
  return { ...next, structureRev: (last.structureRev ?? 0) + (same ? 0 : 1) };
}
