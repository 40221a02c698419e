import { useCallback, useMemo, useState } from 'react';
import type { Inspected } from './inspectorProps';

/** What is open in the inspector; it stays with its series when a refresh brings them in another order. */
export interface InspectedPlace {
  readonly inspected: Inspected | null;
  /** Null where the series is no longer there. */
  readonly index: number | null;
  readonly open: (inspected: Inspected) => void;
  readonly close: () => void;
}

interface Opened {
  readonly inspected: Inspected;
  readonly name: string | undefined;
}

/** @param names of the series that are there, in their order */
export function useInspected(names: readonly string[]): InspectedPlace {
  const [opened, setOpened] = useState<Opened | null>(null);
  const open = useCallback(
    (inspected: Inspected) =>
      setOpened((before) => ({
        inspected,
        // Within the inspector one goes from place to place of the same series, which may be gone meanwhile.
        name: before?.inspected.series === inspected.series ? before.name : names[inspected.series],
      })),
    [names]
  );
  const close = useCallback(() => setOpened(null), []);
  return useMemo(() => {
    const index = opened ? indexOf(opened, names) : null;
    return { inspected: opened?.inspected ?? null, index, open, close };
  }, [opened, names, open, close]);
}

function indexOf({ inspected, name }: Opened, names: readonly string[]): number | null {
  if (names[inspected.series] === name) {
    return inspected.series;
  }
  const index = name === undefined ? -1 : names.indexOf(name);
  return index < 0 ? null : index;
}
