import { useState } from 'react';
import { LoadingState, type PanelData } from '@grafana/data';

/** What the shown rows answer. */
export type WholeAnswer = Pick<PanelData, 'request' | 'timeRange' | 'state' | 'series'>;

/**
 * The last answer that is not in part. While a query runs, the panel shows the rows of that answer, but has the request and
 * the range of the next one.
 */
export function useWholeAnswer({ request, timeRange, state, series }: PanelData): WholeAnswer {
  const now = { request, timeRange, state, series };
  const [last, setLast] = useState<WholeAnswer>(now);
  const isWhole = state !== LoadingState.Loading && state !== LoadingState.NotStarted;
  const isNew =
    last.request !== request || last.timeRange !== timeRange || last.state !== state || last.series !== series;
  if (!isWhole || !isNew) {
    return last;
  }
  setLast(now);
  // Not the last one: until the next render, rows and request would belong to different answers.
  return now;
}
