import { useMemo, useState } from 'react';
import { LoadingState, type PanelData } from '@grafana/data';
import type { Completeness } from '../../detector/report/completeness';
import type { Series } from '../../detector/series';
import type { FramesReading } from '../../series/frames';
import { questionKey } from '../lookback/longerRequest';
import { CompletenessWatch } from './completenessWatch';
import { type NewestRows, chosenRows } from './newestRows';
import { rowKinds } from './rowKind';

type Asked = Pick<PanelData, 'request' | 'timeRange'>;

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
  const { request, timeRange } = useAnswered(data);
  const [watch] = useState(() => new CompletenessWatch());
  const answer = useMemo(() => {
    const [from, to] = [timeRange.from.valueOf(), timeRange.to.valueOf()];
    return {
      question: request ? questionKey(request) : '',
      kinds: rowKinds(request?.targets ?? []),
      range: { from, to: Math.min(to, request?.startTime ?? to) },
      reading,
    };
  }, [request, timeRange, reading]);
  const known = useMemo(() => watch.of(answer, contexts), [watch, answer, contexts]);
  return useMemo(
    () => reading.series.map(({ series }, index) => chosenRows(series, known[index], newest)),
    [reading, known, newest]
  );
}

/** The request that the shown rows answer. While the next one loads, the panel already has its range. */
function useAnswered({ request, timeRange, state }: PanelData): Asked {
  const [last, setLast] = useState<Asked>({ request, timeRange });
  if (state !== LoadingState.Loading && (last.request !== request || last.timeRange !== timeRange)) {
    setLast({ request, timeRange });
  }
  return last;
}
