import { Certainty, type Detection } from '../../detector/detection';
import type { ChartSeries } from '../plot/plotModel';

/** Consecutive points that the verdict is equally sure of, epoch milliseconds; never of certain points. */
export interface ConfidenceInterval {
  readonly certainty: (typeof Certainty)['notJudged' | 'lessCertain' | 'excluded'];
  readonly from: number;
  readonly to: number;
  readonly points: number;
  /** Whether there were values: without any it is a gap, which the line shows by itself. */
  readonly hasValues: boolean;
}

/** Fewer points in a row are no stretch that anybody would see or miss. */
export const MIN_POINTS = 4;

/** A verdict does not change, and every drawing asks. */
const known = new WeakMap<Detection, readonly ConfidenceInterval[]>();

/** In order of time; empty while there is no verdict. Cost is linear in points, once. */
export function confidenceIntervals({ series, detection }: Judged): readonly ConfidenceInterval[] {
  if (detection === null) {
    return [];
  }
  const stretches = known.get(detection) ?? stretchesOf(series, detection);
  known.set(detection, stretches);
  return stretches;
}

type Judged = Pick<ChartSeries, 'series' | 'detection'>;

function stretchesOf(series: Judged['series'], { certainty }: Detection): ConfidenceInterval[] {
  const { times, values } = series;
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
    if (isDoubtful(level) && point - first >= MIN_POINTS) {
      found.push({ certainty: level, from: times[first], to: times[point - 1], points: point - first, hasValues });
    }
  }
  return found;
}

function isDoubtful(level: number): level is ConfidenceInterval['certainty'] {
  return level === Certainty.notJudged || level === Certainty.lessCertain || level === Certainty.excluded;
}
