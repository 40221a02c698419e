import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { LoadingState, type PanelData } from '@grafana/data';
import type { Series } from '../../detector/series';
import { t } from '../../shared/i18n';
import type { FramesReading } from '../frames';
import { mergeVisible, missing } from './cachedRange';
import { whyNotRepeatable } from './longerRequest';
import { type Obstacle, differenceTexts, lookedText, obstacleText } from '../status/lookbackNotes';
import { type LookbackOptions, lookbackMode } from '../options/lookbackOptions';
import { LookbackStore } from './lookbackStore';
import { type View, viewOf } from './view';

/** The rows around the visible range, and why they are missing. */
export interface Lookback {
  /** Rows per visible series, including the visible ones; null if unknown. */
  readonly contexts: ReadonlyArray<Series | null>;
  /** A longer query is running, and the cached rows do not suffice. */
  readonly isLoading: boolean;
  /** A longer query has just started. A verdict now would be computed twice. */
  readonly isHeld: boolean;
  /** The length of the look-back in one sentence; empty if there is none. */
  readonly looked: readonly string[];
  /** Why there is no look-back, or not for all series. */
  readonly refused: readonly string[];
}

export interface LookbackInput {
  readonly data: PanelData;
  readonly reading: FramesReading;
  readonly options: LookbackOptions;
  /** Whether the panel is visible; null if that is unknown. */
  readonly isVisible: boolean | null;
}

/** The store that all panels of the page share. Tests provide their own. */
export const LookbackStoreContext = createContext(new LookbackStore());

/** Fast sources answer within this time, so the first verdict is the final one. */
export const HOLD_MS = 300;
/** If a source returns other values than the cache, it is queried again after this time. */
const RECHECK_MS = 15 * 60_000;
/** Limit of values in one answer. More would block the page for too long. */
const MAX_VALUES = 1_000_000;
/** A source may return this many times the expected points. */
const DENSER = 4;

const NO_CONTEXTS: readonly null[] = [];
const OFF: Plan = { view: null, obstacle: null };

/** The view to look around, or why there is none. */
interface Plan {
  readonly view: View | null;
  readonly obstacle: Obstacle | null;
}

/**
 * Runs the panel's queries over a longer range, as far as cached and visible rows do not cover it. Panels with the same
 * queries share the cache.
 */
export function useLookback({ data, reading, options, isVisible }: LookbackInput): Lookback {
  const store = useContext(LookbackStoreContext);
  const { request, state } = useSettled(data);
  const mode = lookbackMode(options);
  const { view, obstacle } = useMemo(() => planFor({ request, state }, reading, mode), [request, state, reading, mode]);
  const key = view?.key ?? '';
  const entry = useSyncExternalStore(store.subscribe, () => store.entry(key));

  const { cached: before, isPending, failure, answers } = entry;
  const now = useMemo(() => (view && before ? mergeVisible(before, view, reading) : null), [view, before, reading]);
  const differs = now?.differences.some((difference) => difference !== null) ?? false;
  const isOutdated = differs && view !== null && before !== null && view.askedAt - before.since > RECHECK_MS;
  const isRefused = !isOutdated && (now?.differences.every((difference) => difference !== null) ?? false);
  const lacking = useMemo(
    () => (view === null || isRefused ? null : isOutdated ? view.wanted : missing(now?.cached ?? null, view)),
    [view, now, isOutdated, isRefused]
  );
  const isDue = lacking !== null && isVisible === true && state === LoadingState.Done;

  useEffect(() => (key === '' ? undefined : store.lease(key)), [store, key]);
  useEffect(() => {
    if (now && now.cached !== before) {
      store.keep(key, now.cached);
    }
  }, [store, key, now, before]);
  useEffect(() => {
    if (isDue && !isPending && view) {
      const points = (lacking.to - lacking.from) / view.stepMs;
      const maxValues = Math.ceil(DENSER * points * reading.series.length) + MAX_VALUES / 100;
      store.ask(key, { request: view.request, span: lacking, afresh: isOutdated, maxValues });
    }
  }, [store, key, view, reading, lacking, isDue, isPending, isOutdated]);

  const isLoading = isDue && failure === null;
  const isHeld = useFirstMoments(isLoading, `${key} ${answers}`);
  const contexts = now?.contexts ?? NO_CONTEXTS;
  return useMemo(() => {
    const refused = [
      ...(obstacle === null ? [] : [obstacleText(obstacle)]),
      ...(failure === null ? [] : [failure]),
      ...differenceTexts(now?.differences ?? [], reading.series),
    ];
    const looked = [
      ...(view ? lookedText(contexts, view.visible) : []),
      ...(isLoading ? [t('lookback.under-way', 'Looking back; the verdict may still change')] : []),
    ];
    return { contexts, isLoading, isHeld, looked, refused };
  }, [contexts, isLoading, isHeld, obstacle, failure, now, reading, view]);
}

/** Request and state of the last complete answer. While a query runs, the panel shows the rows of that answer. */
function useSettled({ request, state }: PanelData): Pick<PanelData, 'request' | 'state'> {
  const [last, setLast] = useState<Pick<PanelData, 'request' | 'state'>>({ request, state });
  const isWhole = state !== LoadingState.Loading && state !== LoadingState.NotStarted;
  if (isWhole && (last.request !== request || last.state !== state)) {
    setLast({ request, state });
  }
  return last;
}

function planFor(
  { request, state }: Pick<PanelData, 'request' | 'state'>,
  reading: FramesReading,
  mode: 'auto' | number | null
): Plan {
  if (mode === null || reading.series.length === 0) {
    return OFF;
  }
  const obstacle = whyNotRepeatable({ request, state });
  if (obstacle !== null || !request) {
    return { view: null, obstacle };
  }
  const view = viewOf(request, reading, mode);
  const values = ((view.wanted.to - view.wanted.from) / view.stepMs) * reading.series.length;
  return values > MAX_VALUES ? { view: null, obstacle: 'too-many-series' } : { view, obstacle: null };
}

/** Whether a condition became true within {@link HOLD_MS}. `what` identifies the occasion. */
function useFirstMoments(isTrue: boolean, what: string): boolean {
  const [past, setPast] = useState<string | null>(null);
  useEffect(() => {
    if (!isTrue) {
      return undefined;
    }
    const timer = setTimeout(() => setPast(what), HOLD_MS);
    return () => clearTimeout(timer);
  }, [isTrue, what]);
  return isTrue && past !== what;
}
