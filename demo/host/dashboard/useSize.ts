import { type RefCallback, useCallback, useRef, useState } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Current size of an element in whole pixels; zero until it is known. */
export function useSize(): [RefCallback<HTMLElement>, Size] {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const observer = useRef<ResizeObserver | null>(null);
  const ref = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    observer.current = null;
    if (element) {
      observer.current = new ResizeObserver(() => {
        const { clientWidth: width, clientHeight: height } = element;
        setSize((last) => (last.width === width && last.height === height ? last : { width, height }));
      });
      observer.current.observe(element);
    }
  }, []);
  return [ref, size];
}
