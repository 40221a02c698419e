import { useEffect, useRef, useState } from 'react';

/**
 * Keeps the keyboard's focus within an element where what had it goes away, a button that did its work: on the page's
 * body it would be out of the reach of Escape.
 *
 * @returns the element's `ref`; it must be able to take the focus
 */
export function useFocusKept(): (element: HTMLElement | null) => void {
  const [element, setElement] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (!element) {
      return undefined;
    }
    const keep = () => {
      if (document.activeElement === document.body) {
        element.focus({ preventScroll: true });
      }
    };
    const observer = new MutationObserver(keep);
    observer.observe(element, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [element]);
  return setElement;
}

/** Gives the focus to what can first take it in `home`, where closing leaves it to nothing. */
export function useFocusReturned(home: HTMLElement | null): void {
  const latest = useRef(home);
  useEffect(() => {
    latest.current = home;
  }, [home]);
  useEffect(
    () => () => {
      // Whoever opened the inspector may still be there and is given the focus by the drawer itself, a moment later.
      window.setTimeout(() => {
        if (document.activeElement === document.body) {
          latest.current?.querySelector<HTMLElement>('[tabindex="0"], button')?.focus({ preventScroll: true });
        }
      }, RETURN_MS);
    },
    []
  );
}

const RETURN_MS = 50;
