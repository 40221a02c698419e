import { useLayoutEffect, useState } from 'react';

/** The width of an element, CSS pixels, and what to give it as its `ref`. */
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
