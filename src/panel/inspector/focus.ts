import { useEffect, useRef, useState } from 'react';
import { listEntryIn } from '../list/listEntry';

/**
 * Keeps the focus inside an element if the focused child is removed. Otherwise the focus would move to the body, where
 * Escape has no effect.
 *
 * @param nextFocus returns the child to focus, or null to leave the focus; must be a stable function. Default: the
 *   element itself, which must be focusable
 * @returns the `ref` of the element
 */
export function useKeepFocus(
  nextFocus: (element: HTMLElement) => HTMLElement | null = itself
): (element: HTMLElement | null) => void {
  const [element, setElement] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (!element) {
      return undefined;
    }
    const keep = () => {
      if (document.activeElement === document.body) {
        nextFocus(element)?.focus({ preventScroll: true });
      }
    };
    const observer = new MutationObserver(keep);
    observer.observe(element, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [element, nextFocus]);
  return setElement;
}

function itself(element: HTMLElement): HTMLElement {
  return element;
}

/**
 * Dismisses a pinned chart tooltip as a click next to it would. Otherwise the tooltip handles the first Escape, which
 * is meant for the inspector.
 */
export function useDismissPinnedTooltip(): void {
  useEffect(() => {
    document.body.dispatchEvent(new MouseEvent('mousedown'));
  }, []);
}

/**
 * Returns the focus to the element that opened the inspector. If it is gone: to the list if it was a row, otherwise to
 * the first focusable element in `home`.
 */
export function useReturnFocus(home: HTMLElement | null): void {
  // Read it now, because the drawer restores the focus to an earlier element.
  const [opener] = useState(() => document.activeElement);
  const [wasListRow] = useState(() => Boolean(opener?.closest('[data-row]')));
  const latest = useRef(home);
  useEffect(() => {
    latest.current = home;
  }, [home]);
  useEffect(
    () => () => {
      // The drawer moves the focus shortly after it closes.
      window.setTimeout(() => {
        if (!document.activeElement?.closest('[role="dialog"]')) {
          const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
          const inList = wasListRow ? listEntryIn(latest.current) : null;
          const first = latest.current?.querySelector<HTMLElement>('[tabindex="0"], button');
          (isThere ? opener : (inList ?? first))?.focus({ preventScroll: true });
        }
      }, RETURN_MS);
    },
    [opener, wasListRow]
  );
}

const RETURN_MS = 50;
