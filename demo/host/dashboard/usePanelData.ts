import {
  compareArrayValues,
  compareDataFrameStructures,
  CoreApp,
  type DataFrame,
  type DataQueryRequest,
  LoadingState,
  type PanelData,
  type TimeRange,
} from '@grafana/data';
import { useEffect, useMemo, useState } from 'react';
import { registerSource } from '../grafana/dataSources';
import type { VizTile } from './dashboard';

interface Question {
  readonly tile: VizTile;
  readonly range: TimeRange;
}

interface Answer {
  /** None before the first answer. */
  readonly question: Question | null;
  readonly data: PanelData;
}

/**
 * Asks a tile's source for the frames of a range, again for each new range object. While it waits the last frames stay; a
 * question that has been overtaken is withdrawn. An error takes the frames' place.
 */
export function usePanelData(tile: VizTile, range: TimeRange): PanelData {
  const question = useMemo<Question>(() => ({ tile, range }), [tile, range]);
  const [answer, setAnswer] = useState<Answer>({
    question: null,
    data: { state: LoadingState.NotStarted, series: [], structureRev: 0, timeRange: range },
  });

  useEffect(() => {
    const overtaken = new AbortController();
    const take = (next: (last: PanelData) => PanelData) => {
      if (!overtaken.signal.aborted) {
        setAnswer((last) => ({ question, data: next(last.data) }));
      }
    };
    const request = requestOf(question);
    ask(question, request.intervalMs, overtaken.signal).then(
      (series) => take((last) => done(series, last, request)),
      (error: unknown) => take((last) => failed(error, last, question.range))
    );
    return () => overtaken.abort();
  }, [question]);

  return useMemo(
    () =>
      answer.question === null || answer.question === question
        ? answer.data
        : { ...answer.data, state: LoadingState.Loading },
    [answer, question]
  );
}

async function ask({ tile, range }: Question, stepMs: number, signal: AbortSignal): Promise<DataFrame[]> {
  return tile.source(range, stepMs, signal);
}

/** The tile's query as Grafana would put it, so that the panel can ask it again over another range. */
function requestOf({ tile, range }: Question): DataQueryRequest {
  const intervalMs = tile.stepFor(range);
  return {
    app: CoreApp.Dashboard,
    requestId: `panel-${tile.id}`,
    timezone: 'browser',
    range,
    rangeRaw: range.raw,
    interval: `${intervalMs}ms`,
    intervalMs,
    scopedVars: {},
    targets: [{ refId: 'A', datasource: registerSource(`tile-${tile.id}`, tile.source) }],
    startTime: Date.now(),
  };
}

function done(series: DataFrame[], last: PanelData, request: DataQueryRequest): PanelData {
  const same = compareArrayValues(series, last.series, compareDataFrameStructures);
  const structureRev = (last.structureRev ?? 0) + (same ? 0 : 1);
  return { state: LoadingState.Done, series, structureRev, timeRange: request.range, request };
}

function failed(error: unknown, last: PanelData, timeRange: TimeRange): PanelData {
  const message = error instanceof Error ? error.message : String(error);
  return { ...last, state: LoadingState.Error, series: [], timeRange, errors: [{ message }] };
}
