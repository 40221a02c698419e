import { useCallback, useEffect, useState } from 'react';
import type { InspectedRange, Inspection } from '../../detector/explain/inspection';
import type { Series } from '../../detector/series';
import type { EngineChoice } from '../../worker/client';
import type { AnalysisFailure, InspectionRequest } from '../../worker/protocol';
import { failureOf, useAnalysisClient } from '../useAnalysis';

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
  /** The series no longer contains the range. The answer stays as it was. */
  readonly isPast: boolean;
  readonly retry: () => void;
}

interface FailedRequest {
  readonly request: InspectionRequest;
  readonly failure: AnalysisFailure;
}

/**
 * Inspects a range of a series, and again when its data or settings change.
 *
 * @param request null if the series is gone; must be a stable object
 */
export function useInspection(request: InspectionRequest | null, engine: EngineChoice): InspectionState {
  const client = useAnalysisClient(engine);
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
    isPast,
    retry,
  };
}

function isSamePlace(one: InspectionRequest, other: InspectionRequest): boolean {
  return one.name === other.name && one.at.from === other.at.from && one.at.to === other.at.to;
}

function holdsPoint({ series, at }: { readonly series: Series; readonly at: InspectedRange }): boolean {
  return series.times.some((time) => time >= at.from && time <= at.to);
}
