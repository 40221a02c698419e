import { type FocusEvent, useCallback, useMemo, useRef, useState } from 'react';
import { useKeepFocus } from '../inspector/focus';
import { type Interval, overlaps } from '../../detector/interval';
import { type Anomaly, surroundingsOf } from './anomalies';
import { listEntryIn } from './listEntry';

/** Properties for the list's element. */
interface FocusHold {
  readonly ref: (element: HTMLElement | null) => void;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
}

export interface ListFocus {
  readonly hold: FocusHold;
  /** Whether the list has the focus, or had it until the focused row was removed. */
  readonly isHeld: () => boolean;
}

/**
 * Keeps the focus in the list while rows change. A removed row passes it to another row, the last row to the text of
 * the empty list. Does not take the focus from elsewhere on the page.
 */
export function useListFocus(): ListFocus {
  const held = useRef(false);
  const ref = useKeepFocus(useCallback((list: HTMLElement) => (held.current ? (listEntryIn(list) ?? null) : null), []));
  return useMemo(
    () => ({
      hold: {
        ref,
        // React bubbles focus events from menus, which are in a portal.
        onFocus: ({ currentTarget, target }) => (held.current = currentTarget.contains(target)),
        onBlur: ({ currentTarget, relatedTarget }) => {
          // If another window is active, the page keeps its focus.
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
  /** The anomaly of the last jump; null once the user moved to another row. */
  readonly followed: Anomaly | null;
  readonly release: () => void;
}

/** Zooms to anomalies. Remembers the anomaly, because a jump changes the rows. */
export function useJumps(onShow: (range: Interval, onReturn: () => void) => void): Jumps {
  const [followed, setFollowed] = useState<Anomaly | null>(null);
  const release = useCallback(() => setFollowed(null), []);
  const zoom = (anomaly: Anomaly) => {
    const follow = () => setFollowed(anomaly);
    follow();
    onShow(surroundingsOf(anomaly), follow);
  };
  return { zoom, followed, release };
}

/** Index of the anomaly's row, or of a row of the same series that overlaps it; -1 if there is none. */
export function rowOf({ key, name, sequence }: Anomaly, anomalies: readonly Anomaly[]): number {
  const row = anomalies.findIndex((one) => one.key === key);
  return row >= 0 ? row : anomalies.findIndex((one) => one.name === name && overlaps(one.sequence, sequence));
}
