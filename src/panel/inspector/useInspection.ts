import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Inspection } from '../../detector/explain/inspection';
import type { Series } from '../../detector/series';
import type { AnalysisFailure, InspectionRequest } from '../../worker/protocol';
import { failureOf, useAnalysisClient } from '../useAnalysis';
import { useInspector } from './inspectorContext';
import type { Interval } from '../../detector/interval';

/** An answer and its request. Point indices refer to the series of the request. */
export interface Answer {
  readonly request: InspectionRequest;
  readonly inspection: Inspection;
  /** Wall time, milliseconds. */
  readonly elapsedMs: number;
}

interface InspectionState {
  /** The latest answer for this range. It may be of older data while a request runs. */
  readonly answer: Answer | null;
  readonly failure: AnalysisFailure | null;
  readonly isLoading: boolean;
  /** The query no longer returns the series. The answer stays as it was. */
  readonly isGone: boolean;
  /** The series no longer contains the range. The answer stays as it was. */
  readonly isPast: boolean;
  readonly retry: () => void;
}

interface FailedRequest {
  readonly request: InspectionRequest;
  readonly failure: AnalysisFailure;
}

/** Inspects the open range, and again when its data or settings change. */
export function useInspection(): InspectionState {
  const client = useAnalysisClient(useInspector().engine);
  const request = useRequest();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failed, setFailed] = useState<FailedRequest | null>(null);
  const [attempt, setAttempt] = useState(0);

  const current = answer && (!request || isSamePlace(answer.request, request)) ? answer : null;
  const isPast = current !== null && (!request || (holdsPoint(current.request) && !holdsPoint(request)));
  const due = isPast ? null : request;

  useEffect(() => {
    if (!due) {
      return undefined;
    }
    const abort = new AbortController();
    const askedAt = performance.now();
    client.inspect(due, { signal: abort.signal }).then(
      (inspection) => {
        if (!abort.signal.aborted) {
          setAnswer({ request: due, inspection, elapsedMs: performance.now() - askedAt });
          setFailed(null);
        }
      },
      (error: unknown) => {
        if (!abort.signal.aborted) {
          setFailed({ request: due, failure: failureOf(error) });
        }
      }
    );
    return () => abort.abort();
  }, [client, due, attempt]);

  const retry = useCallback(() => {
    setFailed(null);
    client.retry();
    setAttempt((count) => count + 1);
  }, [client]);

  const failure = failed && failed.request === due ? failed.failure : null;
  return {
    answer: current,
    failure,
    isLoading: due !== null && answer?.request !== due && failure === null,
    isGone: request === null,
    isPast,
    retry,
  };
}

/** Returns the same request until its content changes; null if the series is gone. */
function useRequest(): InspectionRequest | null {
  const { inspected, judged, leastStride, panel, remembered, ...state } = useInspector();
  const settings = useSame(state.settings);
  const teaching = useSame(state.teaching);
  const { from, to } = inspected;
  const { name } = state.series;
  return useMemo(
    () => judged && { series: judged, settings, teaching, remembered, leastStride, panel, name, at: { from, to } },
    [judged, settings, teaching, remembered, leastStride, panel, name, from, to]
  );
}

/** Returns the earlier of two plain values with the same content. */
function useSame<T>(value: T): T {
  const [kept, setKept] = useState(value);
  if (kept === value || JSON.stringify(kept) === JSON.stringify(value)) {
    return kept;
  }
  setKept(value);
  return value;
}

function isSamePlace(one: InspectionRequest, other: InspectionRequest): boolean {
  return one.name === other.name && one.at.from === other.at.from && one.at.to === other.at.to;
}

function holdsPoint({ series, at }: { readonly series: Series; readonly at: Interval }): boolean {
  return series.times.some((time) => time >= at.from && time <= at.to);
}
