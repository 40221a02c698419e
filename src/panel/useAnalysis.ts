import { createContext, useCallback, useContext, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Detection } from '../detector/detection';
import type { Series } from '../detector/series';
import type { DetectorSettings } from '../detector/settings';
import { wordingOf, message } from '../shared/message';
import { type AnalysisClient, type EngineChoice, sharedAnalysisClient } from '../worker/client';
import type { AnalysisFailure, AnalysisPhase, AnalysisResult } from '../worker/protocol';
import type { PanelSeries } from './frames';
import { type Ask, judgeProgressively } from './progressiveRefinement';
import {
  type Answer,
  type DetectionContext,
  LatestQuestion,
  type Question,
  carriedDetections,
  detectionsOf,
  holdsForMost,
  visibleAnswer,
} from './question';

/** The client the panel asks; null is the one that all panels of the page share. Tests and stories put in another. */
export const AnalysisClientContext = createContext<AnalysisClient | null>(null);

/** What is known about the series that are shown now. */
export interface Analysis {
  /** Null before the first word of the worker, and once the result is there or has failed. */
  readonly phase: AnalysisPhase | null;
  /** Of these very series and settings; null until it is there. */
  readonly result: AnalysisResult | null;
  readonly failure: AnalysisFailure | null;
  /** While a result in larger steps is shown: how far the one in usual steps is; null where none is on its way. */
  readonly refining: AnalysisPhase | null;
  /** Why a result in larger steps is not made good. */
  readonly unrefined: AnalysisFailure | null;
  /** For each series its verdict, or while that is computed what of the last one still holds. */
  readonly detections: ReadonlyArray<Detection | null>;
  /** For each series what was judged, or is about to be: what can be seen and what is known around it. */
  readonly judged: readonly Series[];
  /** Whether `detections` are carried over from an earlier result. */
  readonly provisional: boolean;
  /** Nobody sees the panel, so nothing is asked yet. */
  readonly isWaiting: boolean;
  /** By how much the windows of each series moved in the latest verdict; none before the first. */
  readonly leastStrides: readonly number[];
  /** Who asks, the same as long as the panel is there: for questions beside the verdicts. */
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
  /** Where the network runs. */
  readonly engine?: EngineChoice;
  /** Whether the panel is visible; null while that is not known. */
  readonly isVisible?: boolean | null;
  /** More will be known of the series in a moment: a question now would be asked for nothing. */
  readonly isHeld?: boolean;
  readonly circumstances?: DetectionContext;
}

/**
 * Asks for a verdict whenever series or settings change in content; a newer question cancels an older one. A panel out
 * of view asks when it comes into view. What it has asked goes on behind the questions of visible panels.
 */
export function useAnalysis(
  series: readonly PanelSeries[],
  settings: DetectorSettings,
  { engine = 'auto', isVisible = true, isHeld = false, circumstances }: AnalysisOptions = {}
): Analysis {
  const injected = useContext(AnalysisClientContext);
  const client = useMemo(() => injected ?? sharedAnalysisClient(engine), [injected, engine]);
  const panel = useId();
  const [latest] = useState(() => new LatestQuestion());
  const question = useMemo(() => latest.of(series, settings, circumstances), [latest, series, settings, circumstances]);
  const [attempt, setAttempt] = useState(0);
  const [progress, setProgress] = useState<Progress>(NOTHING);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const result = answer?.question === question ? answer.result : null;
  const detections = useMemo(
    () => (result ? detectionsOf(result) : carriedDetections(answer, question)),
    [result, answer, question]
  );
  const shown = useRef({ answer, detections });
  useEffect(() => {
    shown.current = { answer, detections };
  }, [answer, detections]);

  const [askedQuestion, setAskedQuestion] = useState<Question | null>(null);
  if (isVisible && !isHeld && askedQuestion !== question) {
    setAskedQuestion(question);
  }
  const due = askedQuestion === question ? question : null;

  const visibleNow = useRef(false);
  useEffect(() => {
    visibleNow.current = isVisible === true;
  }, [isVisible]);

  useEffect(() => {
    if (!due || due.request.series.length === 0) {
      return undefined;
    }
    const { request, names } = due;
    const abort = new AbortController();
    const { signal } = abort;
    const unlessAborted = (change: () => void) => {
      if (!signal.aborted) {
        change();
      }
    };
    const onPhase = (phase: AnalysisPhase) => unlessAborted(() => setProgress({ question: due, phase, failure: null }));
    const ask: Ask = (within, options) =>
      client.analyse(
        { ...request, ...within, panel, names },
        { ...options, signal, onPhase, isVisible: () => visibleNow.current }
      );
    const { answer: before, detections: carried } = shown.current;
    const hasSomething = before?.isLast === true && holdsForMost(carried, due);
    judgeProgressively(ask, hasSomething, {
      onResult: (result, isLast) =>
        unlessAborted(() => {
          setAnswer(visibleAnswer(due, result, isLast));
          setProgress(NOTHING);
        }),
      onFailure: (thrown) =>
        unlessAborted(() => setProgress({ question: due, phase: null, failure: failureOf(thrown) })),
    });
    return () => abort.abort();
  }, [client, due, attempt, panel]);

  const retry = useCallback(() => {
    setProgress(NOTHING);
    client.retry();
    setAttempt((count) => count + 1);
  }, [client]);

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

/** The client rejects with an error that carries a failure; anything else is a fault of our own and says so. */
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
