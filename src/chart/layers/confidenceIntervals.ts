import { Certainty, type Detection } from '../../detector/detection';
import type { ChartSeries } from '../plot/plotModel';
import type { Interval } from '../../detector/interval';

/** Consecutive points of one certainty other than certain. */
export interface ConfidenceInterval extends Interval {
  readonly certainty: (typeof Certainty)['notJudged' | 'lessCertain' | 'excluded' | 'incomplete'];
  /** Whether any point has a value. Otherwise it is a gap, which the line shows. */
  readonly hasValues: boolean;
}

/** Shorter runs are too small to see. */
export const MIN_POINTS = 4;

/** Every draw needs the intervals, and a verdict never changes. */
const cache = new WeakMap<Detection, readonly ConfidenceInterval[]>();

/** In order of time. Empty before a verdict. The cost is linear in points, once per verdict. */
export function confidenceIntervals({
  series,
  detection,
}: Pick<ChartSeries, 'series' | 'detection'>): readonly ConfidenceInterval[] {
  if (detection === null) {
    return [];
  }
  const intervals = cache.get(detection) ?? intervalsOf(series, detection);
  cache.set(detection, intervals);
  return intervals;
}

function intervalsOf({ times, values }: ChartSeries['series'], { certainty }: Detection): ConfidenceInterval[] {
  const found: ConfidenceInterval[] = [];
  let point = 0;
  while (point < times.length) {
    const level = certainty[point];
    const first = point;
    let hasValues = false;
    while (point < times.length && certainty[point] === level) {
      hasValues ||= Number.isFinite(values[point]);
      point++;
    }
    if (isUncertain(level) && point - first >= MIN_POINTS) {
      found.push({ certainty: level, from: times[first], to: times[point - 1], hasValues });
    }
  }
  return found;
}

function isUncertain(level: number): level is ConfidenceInterval['certainty'] {
  return level !== Certainty.certain;
}
