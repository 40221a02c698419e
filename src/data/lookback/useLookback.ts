import { createContext, useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { LoadingState, type PanelData } from '@grafana/data';
import type { Series } from '../../detector/series';
import type { FramesReading } from '../../series/frames';
import { type Difference, type Merged, covers, mergeVisible } from './cachedRange';
import { LookbackStore } from './lookbackStore';
import { type NotRepeatable, whyNotRepeatable } from './longerRequest';
import { levelsOf } from './reach/levels';
import type { Limit } from './reach/reach';
import { type WholeAnswer, useWholeAnswer } from '../wholeAnswer';
import { type View, viewOf } from './view';

/** Why there is no look-back. */
export type Obstacle = NotRepeatable | 'too-many-series';

/** The rows around the visible range, and why they are missing. */
export interface Lookback {
  /** Rows per visible series, including the visible ones; null if unknown. */
  readonly contexts: ReadonlyArray<Series | null>;
  /** How each visible series differs from the longer answer; null if it does not. */
  readonly differences: ReadonlyArray<Difference | null>;
  /** A longer query is running, and the cached rows do not suffice. */
  readonly isLoading: boolean;
  /** A longer query has just started. A verdict now would be computed twice. */
  readonly isHeld: boolean;
  readonly obstacle: Obstacle | null;
  /** Why the look-back is shorter than wanted; null if it is not, or if there is none. */
  readonly limit: Limit | null;
  /** Why the longer query failed, in one sentence. */
  readonly failure: string | null;
}

export interface LookbackInput {
  readonly data: PanelData;
  readonly reading: FramesReading;
  /** Milliseconds before the visible range, `auto`, or null for no look-back. */
  readonly mode: 'auto' | number | null;
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

const NONE: readonly null[] = [];

/** The views to look around, the longest first, or why there are none. */
interface Plan {
  readonly levels: readonly View[];
  readonly obstacle: Obstacle | null;
  /** Why there is no longer one. */
  readonly limit: Limit | null;
}

/**
 * Runs the panel's queries over a longer range, unless cached and visible rows cover it. Panels with the same queries
 * share the cache.
 */
export function useLookback({ data, reading, mode, isVisible }: LookbackInput): Lookback {
  const { request, state } = useWholeAnswer(data);
  const plan = useMemo(() => planFor({ request, state }, reading, mode), [request, state, reading, mode]);
  const { levels, obstacle } = plan;
  const mayAsk = isVisible === true && state === LoadingState.Done;
  const { merged, failure, isDue, limit: reached } = useCached(levels, reading, mayAsk);

  const isLoading = isDue && failure === null;
  const isHeld = useFirstMoments(isLoading, levels[0]?.key ?? '');
  const limit = reached ?? plan.limit;
  const { contexts, differences } = merged ?? { contexts: NONE, differences: NONE };
  return useMemo(
    () => ({ contexts, differences, isLoading, isHeld, obstacle, limit, failure }),
    [contexts, differences, isLoading, isHeld, obstacle, limit, failure]
  );
}

function planFor(
  answer: Pick<WholeAnswer, 'request' | 'state'>,
  reading: FramesReading,
  mode: LookbackInput['mode']
): Plan {
  if (mode === null || reading.series.length === 0) {
    return { levels: [], obstacle: null, limit: null };
  }
  const obstacle = whyNotRepeatable(answer);
  if (obstacle !== null || !answer.request) {
    return { levels: [], obstacle, limit: null };
  }
  const all = levelsOf(viewOf(answer.request, reading, mode));
  const levels = all.filter((view) => pointsIn(view) * reading.series.length <= MAX_VALUES);
  return {
    levels,
    obstacle: levels.length === 0 ? 'too-many-series' : null,
    limit: levels.length < all.length && levels.length > 0 ? { kind: 'too-many-series' } : null,
  };
}

function pointsIn({ asked, stepMs }: View): number {
  return (asked.to - asked.from) / stepMs;
}

interface Cached {
  readonly merged: Merged | null;
  readonly failure: string | null;
  readonly limit: Limit | null;
  /** The cached rows do not suffice, and a request may run. */
  readonly isDue: boolean;
}

/**
 * Reads the cache, adds the visible rows to it, and asks for a range that it lacks. If the source does not answer that range,
 * the next level is due.
 */
function useCached(levels: readonly View[], reading: FramesReading, mayAsk: boolean): Cached {
  const store = useContext(LookbackStoreContext);
  const level = levels.length === 0 ? 0 : store.levelOf(levels);
  const isSpent = level === levels.length;
  const isLast = level >= levels.length - 1;
  const view = levels[isSpent ? level - 1 : level] ?? null;
  const key = view?.key ?? '';
  const subscribe = useCallback((listener: () => void) => store.subscribe(key, listener), [store, key]);
  useSyncExternalStore(subscribe, () => store.revision);
  const before = view && store.find(view);
  const merged = useMemo(() => (view && before ? mergeVisible(before, view, reading) : null), [view, before, reading]);
  const isDue = mayAsk && view !== null && !isSpent && lacks(view, merged);

  useEffect(() => {
    if (merged && merged.cached !== before) {
      store.keep(key, merged.cached);
    }
  }, [store, key, merged, before]);
  useEffect(() => {
    if (isDue && view) {
      const maxValues = Math.ceil(DENSER * pointsIn(view) * reading.series.length) + MAX_VALUES / 100;
      store.ask(view, { reading, maxValues, isLast });
    }
  }, [store, view, reading, isDue, isLast]);

  const limit = store.limitOf(levels, level);
  const failure = view && store.failureOf(view);
  const text = isSpent && limit && 'message' in limit ? limit.message : null;
  return { merged, failure: failure ?? text, isDue, limit: isSpent ? null : limit };
}

/** Whether to ask for a view. If an answer differs from the visible rows, another one may agree only after a while. */
function lacks(view: View, merged: Merged | null): boolean {
  const { visible, wanted, askedAt } = view;
  const isMore = wanted.from < visible.from || wanted.to > visible.to;
  if (!isMore || merged === null) {
    return isMore;
  }
  const { cached, differences } = merged;
  if (differences.some((difference) => difference !== null) && askedAt - cached.since > RECHECK_MS) {
    return true;
  }
  return differences.some((difference) => difference === null) && !covers(cached, view);
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
