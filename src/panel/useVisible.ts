import { useEffect, useState, useSyncExternalStore } from 'react';

/** Panels are asked for somewhat before they scroll into view. */
const AHEAD = '200px';

/**
 * Whether this element is visible: it is in view, or nearly, and its tab is not hidden. In Grafana's pictures every
 * element is visible, wherever it lies, and so it is in a print until the next refresh.
 *
 * @param data what the element shows, another object after each refresh
 * @returns null until the browser has said where the element is
 */
export function useVisible(element: Element | null, data: object): boolean | null {
  const [inView, setInView] = useState<boolean | null>(null);
  const tabShows = useSyncExternalStore(onTabChange, () => document.visibilityState !== 'hidden');
  const isPrinted = useIsPrinted(data);
  const isAlwaysVisible = isRenderedAsImage() || typeof IntersectionObserver === 'undefined';

  useEffect(() => {
    if (isAlwaysVisible || !element) {
      return undefined;
    }
    const observer = new IntersectionObserver((entries) => setInView(entries[entries.length - 1].isIntersecting), {
      rootMargin: AHEAD,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element, isAlwaysVisible]);

  return isAlwaysVisible || isPrinted || (inView === null ? null : inView && tabShows);
}

/** Grafana's image renderer opens pages with this in the address. */
function isRenderedAsImage(): boolean {
  return new URLSearchParams(window.location.search).get('render') === '1';
}

function onTabChange(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
}

/** When the page was printed last, by the clock of its events. */
let printedAt = 0;

/**
 * Whether the page has been printed since the last refresh. A print does not wait until all is computed, but the next
 * one of the same data has it. After a refresh, panels out of view wait again.
 */
function useIsPrinted(data: object): boolean {
  const at = useSyncExternalStore(onPrint, () => printedAt);
  const [before, setBefore] = useState({ data, printedAt: at });
  if (before.data !== data) {
    setBefore({ data, printedAt: at });
  }
  return before.data === data && at !== before.printedAt;
}

function onPrint(changed: () => void): () => void {
  const print = ({ timeStamp }: Event) => {
    printedAt = timeStamp;
    changed();
  };
  window.addEventListener('beforeprint', print);
  return () => window.removeEventListener('beforeprint', print);
}
