import { type FocusEvent, useCallback, useMemo, useRef, useState } from 'react';
import { useFocusKept } from '../inspector/focus';
import type { ShownRange } from '../inspector/rangeHistory';
import { type Anomaly, surroundingsOf } from './anomalies';
import { listEntryIn } from './listEntry';

/** What the list's element is given. */
interface FocusHold {
  readonly ref: (element: HTMLElement | null) => void;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
}

export interface ListFocus {
  readonly hold: FocusHold;
  /** Whether the focus is in the list, or was until what had it went away. */
  readonly isHeld: () => boolean;
}

/**
 * Keeps the focus in the list while rows come and go: a row that goes leaves it to another, the last one to the sentence
 * that stands for them. Who is elsewhere on the page is not called back.
 */
export function useListFocus(): ListFocus {
  const held = useRef(false);
  const ref = useFocusKept(useCallback((list: HTMLElement) => (held.current ? (listEntryIn(list) ?? null) : null), []));
  return useMemo(
    () => ({
      hold: {
        ref,
        // React tells of focus in a menu as well, which lies elsewhere on the page.
        onFocus: ({ currentTarget, target }) => (held.current = currentTarget.contains(target)),
        onBlur: ({ currentTarget, relatedTarget }) => {
          // Where another window is turned to, the page keeps the place.
          held.current = relatedTarget === null ? !document.hasFocus() : currentTarget.contains(relatedTarget);
        },
      },
      isHeld: () => held.current,
    }),
    [ref]
  );
}

export interface Jumps {
  readonly zoom: (anomaly: Anomaly) => void;
  /** The anomaly that was zoomed to or come back to; null once somebody went on to another. */
  readonly followed: Anomaly | null;
  readonly release: () => void;
}

/**
 * Zooms to anomalies, and knows which one the focus goes with: after a jump, and after the way back, it lies in another
 * row, or in none.
 */
export function useJumps(onShow: (range: ShownRange, onReturn: () => void) => void): Jumps {
  const [followed, setFollowed] = useState<Anomaly | null>(null);
  const release = useCallback(() => setFollowed(null), []);
  const zoom = (anomaly: Anomaly) => {
    const follow = () => setFollowed(anomaly);
    follow();
    onShow(surroundingsOf(anomaly), follow);
  };
  return { zoom, followed, release };
}

/** Its row; where the range is another now, the one that overlaps it. -1 for none. */
export function rowOf({ key, name, sequence }: Anomaly, anomalies: readonly Anomaly[]): number {
  const row = anomalies.findIndex((one) => one.key === key);
  return row >= 0
    ? row
    : anomalies.findIndex(
        (one) =>
          one.name === name && one.sequence.startTime <= sequence.endTime && sequence.startTime <= one.sequence.endTime
      );
}
