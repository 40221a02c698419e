import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** Rows drawn beyond what can be seen, to either side. */
const OVERSCAN = 6;

export interface RowWindow {
  readonly onScroll: () => void;
  /** First row that is drawn and the one behind the last. */
  readonly first: number;
  readonly behind: number;
  /** The one row that the Tab key leads to: the active one, or the nearest that is drawn. */
  readonly tabStop: number;
  /** Makes a row the active one, scrolls it into view and gives it the focus. */
  readonly goTo: (row: number) => void;
  /** Makes a row the active one where it stands. */
  readonly setActive: (row: number) => void;
}

/**
 * Draws only the rows that can be seen of many, all of one height, and keeps track of the active one: the focus roves
 * with the arrow keys, as WAI-ARIA has it for grids.
 *
 * @param ref of the element that scrolls
 * @param keys of the rows: the active one stays so when others come and go
 * @param height of that element, CSS pixels
 * @param rowHeight CSS pixels
 * @param headHeight of what stays on top of it
 */
export function useRowWindow(
  ref: Readonly<RefObject<HTMLDivElement | null>>,
  keys: readonly string[],
  height: number,
  rowHeight: number,
  headHeight: number
): RowWindow {
  const [scrollTop, setScrollTop] = useState(0);
  const [chosen, setChosen] = useState<{ readonly row: number; readonly key: string | undefined } | null>(null);
  const wanted = useRef<number | null>(null);
  const count = keys.length;
  const room = Math.max(rowHeight, height - headHeight);
  const top = Math.max(0, Math.min(scrollTop, count * rowHeight - room));
  const first = Math.max(0, Math.floor(top / rowHeight) - OVERSCAN);
  const behind = Math.min(count, Math.ceil((top + room) / rowHeight) + OVERSCAN);
  const active = chosen ? activeRow(chosen, keys) : 0;
  const setActive = useCallback((row: number) => setChosen({ row, key: keys[row] }), [keys]);

  const goTo = useCallback(
    (row: number) => {
      const at = Math.min(count - 1, Math.max(0, row));
      const seen = Math.min(at * rowHeight, Math.max(top, (at + 1) * rowHeight - room));
      if (ref.current) {
        ref.current.scrollTop = seen;
      }
      wanted.current = at;
      setScrollTop(seen);
      setActive(at);
    },
    [ref, count, rowHeight, top, room, setActive]
  );
  useLayoutEffect(() => {
    if (wanted.current !== null) {
      ref.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`)?.focus({ preventScroll: true });
      wanted.current = null;
    }
  });
  const onScroll = useCallback(() => setScrollTop(ref.current?.scrollTop ?? 0), [ref]);
  return {
    onScroll,
    first,
    behind,
    tabStop: Math.min(Math.max(active, first), Math.max(first, behind - 1)),
    goTo,
    setActive,
  };
}

/** Where the row is now; where it is gone, the one that took its place. */
function activeRow({ row, key }: { readonly row: number; readonly key: string | undefined }, keys: readonly string[]) {
  const at = keys[row] === key ? row : keys.findIndex((one) => one === key);
  return at >= 0 ? at : Math.max(0, Math.min(row, keys.length - 1));
}
