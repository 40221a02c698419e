import { createContext, useCallback, useContext, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Detection } from '../detector/detection';
import type { Series } from '../detector/series';
import type { DetectorSettings } from '../detector/settings';
import { wordingOf, message } from '../shared/message';
import { type AnalysisClient, type EngineChoice, sharedAnalysisClient } from '../worker/client';
import type { AnalysisFailure, AnalysisPhase, AnalysisResult } from '../worker/protocol';
import type { PanelSeries } from '../series/frames';
import { type Ask, judgeProgressively } from './progressiveRefinement';
import {
  type Answer,
  type DetectionContext,
  LatestQuestion,
  type Question,
  staleDetections,
  detectionsOf,
  coversMost,
  visibleAnswer,
} from './question';

/** The panel's client; null for the client that all panels share. Tests provide their own. */
export const AnalysisClientContext = createContext<AnalysisClient | null>(null);

/** The client of this panel, for the chosen engine. */
export function useAnalysisClient(engine: EngineChoice): AnalysisClient {
  const injected = useContext(AnalysisClientContext);
  return useMemo(() => injected ?? sharedAnalysisClient(engine), [injected, engine]);
}

/** The state of the analysis of the current series. */
export interface Analysis {
  /** Null before the worker's first message, and after the result or failure. */
  readonly phase: AnalysisPhase | null;
  /** For exactly these series and settings; null until it arrives. */
  readonly result: AnalysisResult | null;
  readonly failure: AnalysisFailure | null;
  /** Progress of a result in usual steps while one in larger steps is shown; null if none is running. */
  readonly refining: AnalysisPhase | null;
  /** Why the result in usual steps failed. */
  readonly unrefined: AnalysisFailure | null;
  /** The verdict per series. While a new one is computed, the stale part of the last. */
  readonly detections: ReadonlyArray<Detection | null>;
  /** The series to judge: the visible rows and the look-back. */
  readonly judged: readonly Series[];
  /** Whether `detections` are stale. */
  readonly provisional: boolean;
  /** The panel is not visible, so it has not sent a request. */
  readonly isWaiting: boolean;
  /** The least stride per series in the latest verdict; empty before the first. */
  readonly leastStrides: readonly number[];
  /** Stable id of the panel, for requests besides the analysis. */
  readonly panel: string;
  readonly retry: () => void;
}

interface Progress {
  readonly question: Question | null;
  readonly phase: AnalysisPhase | null;
  readonly failure: AnalysisFailure | null;
}

const NOTHING: Progress = { question: null, phase: null, failure: null };

export interface AnalysisOptions {
  readonly engine?: EngineChoice;
  /** Whether the panel is visible; null if that is unknown. */
  readonly isVisible?: boolean | null;
  /** More data is about to arrive, so a request now would be wasted. */
  readonly isHeld?: boolean;
  readonly context?: DetectionContext;
}

/**
 * Requests a verdict when series or settings change in content. A new request cancels the previous one. A hidden panel
 * waits until it is visible. Its running requests have lower priority than those of visible panels.
 */
export function useAnalysis(
  series: readonly PanelSeries[],
  settings: DetectorSettings,
  { engine = 'auto', isVisible = true, isHeld = false, context }: AnalysisOptions = {}
): Analysis {
  const client = useAnalysisClient(engine);
  const panel = useId();
  const [latest] = useState(() => new LatestQuestion());
  const question = useMemo(() => latest.of(series, settings, context), [latest, series, settings, context]);
  const [askedQuestion, setAskedQuestion] = useState<Question | null>(null);
  if (isVisible && !isHeld && askedQuestion !== question) {
    setAskedQuestion(question);
  }
  const due = askedQuestion === question ? question : null;
  const { progress, answer, detections, retry } = useAnswer(client, { question, due, panel, isVisible });
  const result = answer?.question === question ? answer.result : null;
  const { phase, failure } = progress.question === question ? progress : NOTHING;
  const isWaiting = due === null && isVisible === false;
  const leastStrides = answer?.result.leastStrides;
  return useMemo(
    () => ({
      ...(result
        ? { phase: null, failure: null, refining: phase, unrefined: failure }
        : { phase, failure, refining: null, unrefined: null }),
      result,
      detections,
      judged: question.request.series,
      provisional: result === null && detections.some((detection) => detection !== null),
      isWaiting,
      leastStrides: leastStrides ?? [],
      panel,
      retry,
    }),
    [phase, result, failure, detections, question, isWaiting, leastStrides, panel, retry]
  );
}

interface Asking {
  readonly question: Question;
  /** The question, if it is to be asked now. */
  readonly due: Question | null;
  readonly panel: string;
  readonly isVisible: boolean | null;
}

/** Asks the due question. Returns the last answer, its verdicts on the series of the question, and the progress. */
function useAnswer(client: AnalysisClient, { question, due, panel, isVisible }: Asking) {
  const [attempt, setAttempt] = useState(0);
  const [progress, setProgress] = useState<Progress>(NOTHING);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const detections = useMemo(
    () => (answer?.question === question ? detectionsOf(answer.result) : staleDetections(answer, question)),
    [answer, question]
  );
  const now = useLatest({ answer, detections, isVisible });

  useEffect(() => {
    if (!due || due.request.series.length === 0) {
      return undefined;
    }
    const abort = new AbortController();
    const { signal } = abort;
    const show = (next: Progress, shown?: Answer) => {
      if (!signal.aborted) {
        setProgress(next);
        setAnswer((before) => shown ?? before);
      }
    };
    const onPhase = (phase: AnalysisPhase) => show({ question: due, phase, failure: null });
    const ask: Ask = (within, options) =>
      client.analyse(
        { ...due.request, ...within, panel, names: due.names },
        { ...options, signal, onPhase, isVisible: () => now.current.isVisible === true }
      );
    const hasSomething = now.current.answer?.isLast === true && coversMost(now.current.detections, due);
    judgeProgressively(ask, hasSomething, {
      onResult: (result, isLast) => show(NOTHING, visibleAnswer(due, result, isLast)),
      onFailure: (thrown) => show({ question: due, phase: null, failure: failureOf(thrown) }),
    });
    return () => abort.abort();
  }, [client, due, attempt, panel, now]);

  const retry = useCallback(() => {
    setProgress(NOTHING);
    client.retry();
    setAttempt((count) => count + 1);
  }, [client]);
  return { progress, answer, detections, retry };
}

/** A reference to the value of the latest render, for effects that do not depend on it. */
function useLatest<Value>(value: Value): { readonly current: Value } {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}

/** The failure of a rejected request. Any other error is an unexpected one. */
export function failureOf(error: unknown): AnalysisFailure {
  if (error instanceof Error && 'failure' in error && isFailure(error.failure)) {
    return error.failure;
  }
  return {
    code: 'engine-failed',
    message: message('failure.unexpected', 'The analysis ended unexpectedly: {{reason}}', { reason: wordingOf(error) }),
    remedy: message('failure.unexpected-remedy', 'Retry. If it happens again, reload the page.'),
  };
}

function isFailure(value: unknown): value is AnalysisFailure {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value && 'remedy' in value;
}
