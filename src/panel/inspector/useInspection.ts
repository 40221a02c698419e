import { useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { InspectedRange, Inspection } from '../../detector/explain/inspection';
import type { Series } from '../../detector/series';
import { type EngineChoice, sharedAnalysisClient } from '../../worker/client';
import type { AnalysisFailure, InspectionRequest } from '../../worker/protocol';
import { AnalysisClientContext, failureOf } from '../useAnalysis';

/** An answer and what it was about: its point numbers count in that request's series. */
export interface Answer {
  readonly request: InspectionRequest;
  readonly inspection: Inspection;
  /** Wall time from question to answer, milliseconds. */
  readonly elapsedMs: number;
}

export interface InspectionState {
  /** The latest answer about this place; while newer data are asked about, the one of older data. */
  readonly answer: Answer | null;
  readonly failure: AnalysisFailure | null;
  readonly isLoading: boolean;
  /** What is known now no longer holds the place: the answer stays as it was. */
  readonly isPast: boolean;
  readonly retry: () => void;
}

interface Trouble {
  readonly request: InspectionRequest;
  readonly failure: AnalysisFailure;
}

/**
 * Asks about one range of one series, and anew whenever its data or settings change.
 *
 * @param request null where the series is gone; the same object as long as nothing in it changes
 */
export function useInspection(request: InspectionRequest | null, engine: EngineChoice): InspectionState {
  const injected = useContext(AnalysisClientContext);
  const client = useMemo(() => injected ?? sharedAnalysisClient(engine), [injected, engine]);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [attempt, setAttempt] = useState(0);

  const known = answer && (!request || isSamePlace(answer.request, request)) ? answer : null;
  const isPast = known !== null && (!request || (holdsPoint(known.request) && !holdsPoint(request)));
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
          setTrouble(null);
        }
      },
      (error: unknown) => {
        if (!abort.signal.aborted) {
          setTrouble({ request: due, failure: failureOf(error) });
        }
      }
    );
    return () => abort.abort();
  }, [client, due, attempt]);

  const retry = useCallback(() => {
    setTrouble(null);
    client.retry();
    setAttempt((count) => count + 1);
  }, [client]);

  const failure = trouble && trouble.request === due ? trouble.failure : null;
  return {
    answer: known,
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
