import { useLayoutEffect, useState } from 'react';

/** Measures the width of an element, CSS pixels. Returns the element's `ref` and the width. */
export function useWidth(least: number): readonly [(element: HTMLElement | null) => void, number] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(least);
  useLayoutEffect(() => {
    if (!element) {
      return undefined;
    }
    const measure = () => setWidth(Math.max(least, Math.floor(element.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element, least]);
  return [setElement, width];
}
