import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** Rows to render beyond each edge of the visible area. */
const OVERSCAN = 6;

export interface RowWindow {
  readonly onScroll: () => void;
  /** First rendered row, and the row after the last. */
  readonly first: number;
  readonly behind: number;
  /** The row in the tab order: the active row, or the nearest rendered one. */
  readonly tabStop: number;
  /** Makes a row active, scrolls it into view and focuses it. */
  readonly goTo: (row: number) => void;
  /** Makes a row active without scrolling. */
  readonly setActive: (row: number) => void;
}

/**
 * Renders only the visible rows of a long list, and tracks the active one. The focus roves with the arrow keys
 * (WAI-ARIA grid pattern).
 *
 * @param ref of the scrolling element
 * @param keys of the rows, to keep the active row when others change
 * @param height of the scrolling element, CSS pixels
 * @param rowHeight CSS pixels
 * @param headHeight of the sticky head, CSS pixels
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

/** Current index of the active row. If it is gone, the row in its place. */
function activeRow({ row, key }: { readonly row: number; readonly key: string | undefined }, keys: readonly string[]) {
  const at = keys[row] === key ? row : keys.findIndex((one) => one === key);
  return at >= 0 ? at : Math.max(0, Math.min(row, keys.length - 1));
}
