import { useEffect, useState, useSyncExternalStore } from 'react';

/** Panels are asked for somewhat before they scroll into view. */
const AHEAD = '200px';

/**
 * Whether somebody can see this element: it is in view, or nearly, and its tab is not hidden. Pictures and prints show
 * what nobody scrolled to, so for them everything is seen.
 *
 * @returns null until the browser has said where the element is
 */
export function useIsSeen(element: Element | null): boolean | null {
  const [inView, setInView] = useState<boolean | null>(null);
  const tabShows = useSyncExternalStore(onTabChange, () => document.visibilityState !== 'hidden');
  const printed = useSyncExternalStore(onPrint, () => hasPrinted);
  const always = printed || isRenderedAsImage() || typeof IntersectionObserver === 'undefined';

  useEffect(() => {
    if (always || !element) {
      return undefined;
    }
    const observer = new IntersectionObserver((entries) => setInView(entries[entries.length - 1].isIntersecting), {
      rootMargin: AHEAD,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element, always]);

  return always || (inView === null ? null : inView && tabShows);
}

/** Grafana's image renderer opens pages with this in the address. */
function isRenderedAsImage(): boolean {
  return new URLSearchParams(window.location.search).get('render') === '1';
}

function onTabChange(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
}

/** Nothing can hold a print up until all is computed, but the next one has it. */
let hasPrinted = false;

function onPrint(changed: () => void): () => void {
  const print = () => {
    hasPrinted = true;
    changed();
  };
  window.addEventListener('beforeprint', print);
  return () => window.removeEventListener('beforeprint', print);
}
