import { useEffect, useRef, useState } from 'react';
import { listEntryIn } from '../list/listEntry';

/**
 * Keeps the keyboard's focus within an element where what had it goes away, a button that did its work: on the page's
 * body it would be out of the reach of Escape.
 *
 * @param heirOf what in it takes the focus, null where it is left to nobody; the same function at every call. Where left
 *   out the element itself does, which must be able to
 * @returns the element's `ref`
 */
export function useFocusKept(
  heirOf: (element: HTMLElement) => HTMLElement | null = itself
): (element: HTMLElement | null) => void {
  const [element, setElement] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (!element) {
      return undefined;
    }
    const keep = () => {
      if (document.activeElement === document.body) {
        heirOf(element)?.focus({ preventScroll: true });
      }
    };
    const observer = new MutationObserver(keep);
    observer.observe(element, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [element, heirOf]);
  return setElement;
}

function itself(element: HTMLElement): HTMLElement {
  return element;
}

/**
 * Lets go of a tooltip that is pinned in a chart beneath. It hears Escape before all else on the page, and would take the
 * press that is meant for what lies over it; it goes as by a press of the mouse beside it.
 */
export function usePinnedLetGo(): void {
  useEffect(() => {
    document.body.dispatchEvent(new MouseEvent('mousedown'));
  }, []);
}

/**
 * Gives the focus back to what had it when the inspector closes. Where that is gone: to the list, if it was a row of it; else
 * to what can first take it in `home`.
 */
export function useFocusReturned(home: HTMLElement | null): void {
  // The drawer finds the focus within itself already, and would give it to what had it at some time before.
  const [opener] = useState(() => document.activeElement);
  const [wasInRow] = useState(() => Boolean(opener?.closest('[data-row]')));
  const latest = useRef(home);
  useEffect(() => {
    latest.current = home;
  }, [home]);
  useEffect(
    () => () => {
      // The drawer gives it to somebody a moment after it is gone.
      window.setTimeout(() => {
        if (!document.activeElement?.closest('[role="dialog"]')) {
          const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
          const inList = wasInRow ? listEntryIn(latest.current) : null;
          const first = latest.current?.querySelector<HTMLElement>('[tabindex="0"], button');
          (isThere ? opener : (inList ?? first))?.focus({ preventScroll: true });
        }
      }, RETURN_MS);
    },
    [opener, wasInRow]
  );
}

const RETURN_MS = 50;
