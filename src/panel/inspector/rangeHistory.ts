import { useCallback, useMemo, useState } from 'react';
import { type TimeRange, rangeUtil } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import type { TimeZone } from '@grafana/schema';
import { t } from '../../shared/i18n';
import { stretchText } from './stretchText';

/** A range that the dashboard is asked to show, epoch milliseconds. */
export interface ShownRange {
  readonly from: number;
  readonly to: number;
}

/** The range that was left by the last jump, for as long as that jump's place is what is shown. */
export interface EarlierRange {
  /** What a button says that leads there. */
  readonly label: string;
  readonly goBack: () => void;
}

export interface RangeHistory {
  /** Jumps: shows another range and remembers the present one. Whoever jumps may hear of the way back being taken. */
  readonly show: (range: ShownRange, onReturn?: () => void) => void;
  /** Null where there is nothing to go back to. */
  readonly earlier: EarlierRange | null;
}

interface Jump {
  readonly left: TimeRange;
  readonly target: ShownRange;
  readonly onReturn?: () => void;
}

/** Jumps that can be taken back, one after another. */
const MOST_JUMPS = 20;
/** Grafana may round what it is asked to show, milliseconds. */
const ROUNDING_MS = 1000;

/**
 * Jumps in time with a way back. The way back stays open while what is shown lies within the place jumped to, also
 * zoomed in; whoever goes elsewhere by other means has Grafana's own.
 *
 * @param onChange shows an absolute range
 */
export function useRangeHistory(
  shown: TimeRange,
  timeZone: TimeZone,
  onChange: (range: ShownRange) => void
): RangeHistory {
  const [jumps, setJumps] = useState<readonly Jump[]>([]);
  const show = useCallback(
    (target: ShownRange, onReturn?: () => void) => {
      setJumps((before) => [...before, { left: shown, target, onReturn }].slice(-MOST_JUMPS));
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

function isWithin({ from, to }: TimeRange, target: ShownRange): boolean {
  return from.valueOf() >= target.from - ROUNDING_MS && to.valueOf() <= target.to + ROUNDING_MS;
}

/** A panel can ask for absolute times only; "the last six hours" goes by the page's address, where that holds the range. */
function restore({ raw, from, to }: TimeRange, onChange: (range: ShownRange) => void): void {
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
