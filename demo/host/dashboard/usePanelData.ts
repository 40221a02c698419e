import {
  compareArrayValues,
  compareDataFrameStructures,
  type DataFrame,
  LoadingState,
  type PanelData,
  type TimeRange,
} from '@grafana/data';
import { useEffect, useRef, useState } from 'react';
import type { FrameSource } from './dashboard';

/**
 * Asks a source for the frames of a range, again for each `revision`. While it waits the last frames stay; an answer
 * to a question that has been overtaken is dropped. An error takes the frames' place.
 */
export function usePanelData(source: FrameSource, range: TimeRange, revision: number): PanelData {
  const [data, setData] = useState<PanelData>({ state: LoadingState.NotStarted, series: [], timeRange: range });
  const structure = useRef<{ series: DataFrame[]; revision: number }>({ series: [], revision: 0 });

  useEffect(() => {
    let overtaken = false;
    const answer = (next: PanelData) => {
      if (!overtaken) {
        setData(next);
      }
    };
    const fail = (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      answer({ state: LoadingState.Error, series: [], timeRange: range, errors: [{ message }] });
    };
    const done = (series: DataFrame[]) => {
      const before = structure.current;
      const same = compareArrayValues(series, before.series, compareDataFrameStructures);
      const structureRev = same ? before.revision : before.revision + 1;
      if (!overtaken) {
        structure.current = { series, revision: structureRev };
      }
      answer({ state: LoadingState.Done, series, structureRev, timeRange: range });
    };
    try {
      const frames = source(range);
      if (frames instanceof Promise) {
        setData((last) => ({ ...last, state: LoadingState.Loading }));
        frames.then(done, fail);
      } else {
        done(frames);
      }
    } catch (error) {
      fail(error);
    }
    return () => {
      overtaken = true;
    };
  }, [source, range, revision]);

  return data;
}
