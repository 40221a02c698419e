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

/** What lies around the visible range, and why not where it could not be had. */
export interface Lookback {
  /** For each visible series what the longer query brought, the visible rows included; null where nothing is known. */
  readonly contexts: ReadonlyArray<Series | null>;
  /** The longer query is under way, and what is known so far will not do. */
  readonly isLoading: boolean;
  /** It has just been asked: a verdict now would be computed twice. */
  readonly isHeld: boolean;
  /** How much was looked back over, in one sentence; empty where nothing was. */
  readonly looked: readonly string[];
  /** Why it was not, or not for all series. */
  readonly refused: readonly string[];
}

export interface LookbackInput {
  readonly data: PanelData;
  readonly reading: FramesReading;
  readonly options: LookbackOptions;
  /** Whether somebody can see the panel; null while that is not known. */
  readonly isVisible: boolean | null;
}

/** What all panels of the page have learnt by looking back. Tests put in another. */
export const LookbackStoreContext = createContext(new LookbackStore());

/** A quick source has answered by then: the first verdict is the final one. */
export const HOLD_MS = 300;
/** A source that gives other values than what is known may have been corrected: it is asked again after this. */
const RECHECK_MS = 15 * 60_000;
/** Values in one answer, at most. More would hold the page up for longer than they are worth. */
const MOST_VALUES = 1_000_000;
/** A source may have so many times the points that its step lets expect. */
const DENSER = 4;

const NO_CONTEXTS: readonly null[] = [];
const OFF: Plan = { view: null, obstacle: null };

/** What is to be done: look around this view, or not, and why. */
interface Plan {
  readonly view: View | null;
  readonly obstacle: Obstacle | null;
}

/**
 * Runs the panel's own queries over a longer range, as far as what they brought before and what can be seen leave
 * something unknown of it. Other panels' answers to the same queries count.
 */
export function useLookback({ data, reading, options, isVisible }: LookbackInput): Lookback {
  const store = useContext(LookbackStoreContext);
  const { request, state } = useSettled(data);
  const mode = lookbackMode(options);
  const { view, obstacle } = useMemo(() => planFor({ request, state }, reading, mode), [request, state, reading, mode]);
  const key = view?.key ?? '';
  const holding = useSyncExternalStore(store.subscribe, () => store.holding(key));

  const { known: before, isPending, failure, answers } = holding;
  const now = useMemo(() => (view && before ? mergeVisible(before, view, reading) : null), [view, before, reading]);
  const differs = now?.differences.some((difference) => difference !== null) ?? false;
  const isOutdated = differs && view !== null && before !== null && view.askedAt - before.since > RECHECK_MS;
  const isRefused = !isOutdated && (now?.differences.every((difference) => difference !== null) ?? false);
  const lacking = useMemo(
    () => (view === null || isRefused ? null : isOutdated ? view.wanted : missing(now?.known ?? null, view)),
    [view, now, isOutdated, isRefused]
  );
  const isDue = lacking !== null && isVisible === true && state === LoadingState.Done;

  useEffect(() => (key === '' ? undefined : store.lease(key)), [store, key]);
  useEffect(() => {
    if (now && now.known !== before) {
      store.keep(key, now.known);
    }
  }, [store, key, now, before]);
  useEffect(() => {
    if (isDue && !isPending && view) {
      const points = (lacking.to - lacking.from) / view.stepMs;
      const mostValues = Math.ceil(DENSER * points * reading.series.length) + MOST_VALUES / 100;
      store.ask(key, { request: view.request, span: lacking, afresh: isOutdated, mostValues });
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

/** Request and state of the last answer that is whole: while a query runs, the rows on show are still those of the one before. */
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
  return values > MOST_VALUES ? { view: null, obstacle: 'too-many-series' } : { view, obstacle: null };
}

/** Whether `isSo` has begun a moment ago; `what` tells one beginning from another. */
function useFirstMoments(isSo: boolean, what: string): boolean {
  const [past, setPast] = useState<string | null>(null);
  useEffect(() => {
    if (!isSo) {
      return undefined;
    }
    const timer = setTimeout(() => setPast(what), HOLD_MS);
    return () => clearTimeout(timer);
  }, [isSo, what]);
  return isSo && past !== what;
}
