import { useCallback, useMemo, useState } from 'react';
import { type TimeRange, rangeUtil } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import type { TimeZone } from '@grafana/schema';
import { t } from '../../shared/i18n';
import { stretchText } from '../timeTexts';
import type { Interval } from '../../detector/interval';

/** The range before the last jump. Available while the dashboard shows the target of the jump. */
export interface EarlierRange {
  /** Label of the button. */
  readonly label: string;
  readonly goBack: () => void;
}

export interface RangeHistory {
  /** Shows another range and remembers the current one. `onReturn` runs when the user goes back. */
  readonly show: (range: Interval, onReturn?: () => void) => void;
  /** Null if there is no range to go back to. */
  readonly earlier: EarlierRange | null;
}

interface Jump {
  readonly left: TimeRange;
  readonly target: Interval;
  readonly onReturn?: () => void;
}

/** Number of jumps that the user can undo. */
const MAX_JUMPS = 20;
/** Grafana may round the requested range, milliseconds. */
const ROUNDING_MS = 1000;

/**
 * Jumps in time with a way back. The way back exists while the shown range lies within the target of the jump.
 *
 * @param onChange shows an absolute range
 */
export function useRangeHistory(
  shown: TimeRange,
  timeZone: TimeZone,
  onChange: (range: Interval) => void
): RangeHistory {
  const [jumps, setJumps] = useState<readonly Jump[]>([]);
  const show = useCallback(
    (target: Interval, onReturn?: () => void) => {
      setJumps((before) => [...before, { left: shown, target, onReturn }].slice(-MAX_JUMPS));
      onChange(target);
    },
    [shown, onChange]
  );
  const last = jumps[jumps.length - 1];
  const earlier = useMemo(() => {
    if (!last || !isWithin(shown, last.target)) {
      return null;
    }
    return {
      label: t('range-history.back', 'Back to {{range}}', { range: nameOf(last.left, timeZone) }),
      goBack: () => {
        setJumps((before) => before.slice(0, -1));
        last.onReturn?.();
        restore(last.left, onChange);
      },
    };
  }, [last, shown, timeZone, onChange]);
  return useMemo(() => ({ show, earlier }), [show, earlier]);
}

function isWithin({ from, to }: TimeRange, target: Interval): boolean {
  return from.valueOf() >= target.from - ROUNDING_MS && to.valueOf() <= target.to + ROUNDING_MS;
}

/** Restores a range. Panels can only request absolute ranges, so a relative range goes through the page's address. */
function restore({ raw, from, to }: TimeRange, onChange: (range: Interval) => void): void {
  if (rangeUtil.isRelativeTimeRange(raw) && 'from' in locationService.getSearchObject()) {
    locationService.partial({ from: raw.from, to: raw.to });
  } else {
    onChange({ from: from.valueOf(), to: to.valueOf() });
  }
}

function nameOf({ raw, from, to }: TimeRange, timeZone: TimeZone): string {
  return rangeUtil.isRelativeTimeRange(raw)
    ? rangeUtil.describeTimeRange(raw, timeZone)
    : stretchText(from.valueOf(), to.valueOf(), timeZone);
}
