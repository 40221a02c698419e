import {
  compareArrayValues,
  compareDataFrameStructures,
  type DataFrame,
  LoadingState,
  type PanelData,
  type TimeRange,
} from '@grafana/data';
import { useEffect, useMemo, useState } from 'react';
import type { FrameSource } from './dashboard';

interface Question {
  readonly source: FrameSource;
  readonly range: TimeRange;
}

interface Answer {
  /** None before the first answer. */
  readonly question: Question | null;
  readonly data: PanelData;
}

/**
 * Asks a source for the frames of a range, again for each new range object. While it waits the last frames stay; an
 * answer to a question that has been overtaken is dropped. An error takes the frames' place.
 */
export function usePanelData(source: FrameSource, range: TimeRange): PanelData {
  const question = useMemo<Question>(() => ({ source, range }), [source, range]);
  const [answer, setAnswer] = useState<Answer>({
    question: null,
    data: { state: LoadingState.NotStarted, series: [], structureRev: 0, timeRange: range },
  });

  useEffect(() => {
    let overtaken = false;
    const take = (next: (last: PanelData) => PanelData) => {
      if (!overtaken) {
        setAnswer((last) => ({ question, data: next(last.data) }));
      }
    };
    ask(question).then(
      (series) => take((last) => done(series, last, question.range)),
      (error: unknown) => take((last) => failed(error, last, question.range))
    );
    return () => {
      overtaken = true;
    };
  }, [question]);

  return useMemo(
    () =>
      answer.question === null || answer.question === question
        ? answer.data
        : { ...answer.data, state: LoadingState.Loading },
    [answer, question]
  );
}

async function ask({ source, range }: Question): Promise<DataFrame[]> {
  return source(range);
}

function done(series: DataFrame[], last: PanelData, timeRange: TimeRange): PanelData {
  const same = compareArrayValues(series, last.series, compareDataFrameStructures);
  const structureRev = (last.structureRev ?? 0) + (same ? 0 : 1);
  return { state: LoadingState.Done, series, structureRev, timeRange };
}

function failed(error: unknown, last: PanelData, timeRange: TimeRange): PanelData {
  const message = error instanceof Error ? error.message : String(error);
  return { ...last, state: LoadingState.Error, series: [], timeRange, errors: [{ message }] };
}
