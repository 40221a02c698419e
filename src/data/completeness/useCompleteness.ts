import { useMemo, useState } from 'react';
import { LoadingState, type PanelData } from '@grafana/data';
import type { Completeness } from '../../detector/report/completeness';
import type { Series } from '../../detector/series';
import type { FramesReading } from '../../series/frames';
import { questionKey } from '../lookback/longerRequest';
import { useWholeAnswer } from '../wholeAnswer';
import { CompletenessWatch } from './completenessWatch';
import { type NewestRows, chosenRows } from './newestRows';
import { rowKinds } from './rowKind';

/**
 * Which values of each series are final, in series order.
 *
 * @param contexts the look-back of each series; null if there is none
 */
export function useCompleteness(
  data: PanelData,
  reading: FramesReading,
  contexts: ReadonlyArray<Series | null>,
  newest: NewestRows
): Completeness[] {
  const { request, timeRange, series, state } = useWholeAnswer(data);
  const isWhole = series === data.series;
  const isStream = state === LoadingState.Streaming;
  const [watch] = useState(() => new CompletenessWatch());
  const answer = useMemo(() => {
    const [from, to] = [timeRange.from.valueOf(), timeRange.to.valueOf()];
    // A stream keeps the request that began it.
    const askedAt = isStream ? to : (request?.startTime ?? to);
    return {
      question: request ? questionKey(request) : '',
      kinds: rowKinds(request?.targets ?? []),
      range: { from, to: Math.min(to, askedAt) },
      askedAt,
      reading,
      isWhole,
    };
  }, [request, timeRange, isStream, reading, isWhole]);
  const known = useMemo(() => watch.of(answer, contexts), [watch, answer, contexts]);
  return useMemo(
    () => reading.series.map(({ series }, index) => chosenRows(series, known[index], newest)),
    [reading, known, newest]
  );
}
