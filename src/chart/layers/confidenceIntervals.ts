import { Certainty, type Detection } from '../../detector/detection';
import { drawingOrder } from '../plot/align';
import type { ChartSeries } from '../plot/plotModel';

/** Consecutive points that the verdict is equally sure of, epoch milliseconds; never of certain points. */
export interface TrustStretch {
  readonly certainty: (typeof Certainty)['notJudged' | 'lessCertain' | 'leftOut'];
  readonly from: number;
  readonly to: number;
  readonly points: number;
  /** Whether there were values: without any it is a gap, which the line shows by itself. */
  readonly hasValues: boolean;
}

/** Fewer points in a row are no stretch that anybody would see or miss. */
export const LEAST_POINTS = 4;

/** A verdict does not change, and every drawing asks. */
const known = new WeakMap<Detection, readonly TrustStretch[]>();

/** In order of time; empty while there is no verdict. Cost is linear in points, once. */
export function trustStretches({ series, detection }: Judged): readonly TrustStretch[] {
  if (detection === null) {
    return [];
  }
  const stretches = known.get(detection) ?? stretchesOf(series, detection);
  known.set(detection, stretches);
  return stretches;
}

type Judged = Pick<ChartSeries, 'series' | 'detection'>;

function stretchesOf(series: Judged['series'], { certainty }: Detection): TrustStretch[] {
  const order = drawingOrder(series.times);
  const found: TrustStretch[] = [];
  let place = 0;
  while (place < order.length) {
    const level = certainty[order[place]];
    const first = place;
    let hasValues = false;
    while (place < order.length && certainty[order[place]] === level) {
      hasValues ||= Number.isFinite(series.values[order[place]]);
      place++;
    }
    if (isDoubtful(level) && place - first >= LEAST_POINTS) {
      const from = series.times[order[first]];
      const to = series.times[order[place - 1]];
      found.push({ certainty: level, from, to, points: place - first, hasValues });
    }
  }
  return found;
}

function isDoubtful(level: number): level is TrustStretch['certainty'] {
  return level === Certainty.notJudged || level === Certainty.lessCertain || level === Certainty.leftOut;
}
