import { useCallback, useMemo, useState } from 'react';

/** The inspected range of one series, epoch milliseconds: a point, a sequence or a selection. */
export interface Inspected {
  readonly series: number;
  readonly from: number;
  readonly to: number;
  readonly view: 'why' | 'similar';
}

/** What the inspector shows. It follows its series if a refresh reorders them. */
interface InspectedPlace {
  readonly inspected: Inspected | null;
  /** Null if the series is gone. */
  readonly index: number | null;
  readonly open: (inspected: Inspected) => void;
  readonly close: () => void;
}

interface Opened {
  readonly inspected: Inspected;
  readonly name: string | undefined;
}

/** @param names of the current series, in order */
export function useInspected(names: readonly string[]): InspectedPlace {
  const [opened, setOpened] = useState<Opened | null>(null);
  const open = useCallback(
    (inspected: Inspected) =>
      setOpened((before) => ({
        inspected,
        // The user can move between ranges of a series that is gone meanwhile, so keep its name.
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
