import { useEffect, useState, useSyncExternalStore } from 'react';

/** Panels start before they scroll into view. */
const AHEAD = '200px';

/**
 * Whether an element is visible: in or near the viewport of an active tab. Everything counts as visible in Grafana's
 * image renderer, and from a print until the next refresh.
 *
 * @param data shown by the element; another object after each refresh
 * @returns null until the browser has reported the position
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

/** Grafana's image renderer opens pages with this search parameter. */
function isRenderedAsImage(): boolean {
  return new URLSearchParams(window.location.search).get('render') === '1';
}

function onTabChange(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
}

/** Time of the last print, from the time stamp of its event. */
let printedAt = 0;

/**
 * Whether the page was printed since the last refresh. A print does not wait for verdicts, but the next print of the
 * same data has them. After a refresh, hidden panels wait again.
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
