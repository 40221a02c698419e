import type { Detection } from '../../detector/detection';
import { pointsWithin } from '../../detector/interval';
import type { PanelSeries } from '../../series/frames';

/** The threshold is the greatest unreported score if that is higher, so both may be equal. */
const ROUNDING = 1e-9;

/** Lane and tooltip need the score, and a verdict never changes. */
const cache = new WeakMap<Detection, Float64Array>();

/**
 * The score of each point as the lane shows it. Beside a reported interval, windows that reach into it lift the score of
 * normal points over the threshold. Those points have their smoothed error instead, so that what passes the threshold is
 * shaded or has a bracket.
 */
export function laneScore({ series, detection }: Pick<PanelSeries, 'series'> & { detection: Detection }): Float64Array {
  const known = cache.get(detection);
  if (known) {
    return known;
  }
  const { score, smoothedError, threshold, sequences, changePoints, suppressed, heldBack = [] } = detection;
  const isShown = new Uint8Array(score.length);
  [...sequences, ...changePoints, ...suppressed, ...heldBack].forEach((interval) =>
    isShown.fill(1, ...pointsWithin(series.times, interval))
  );
  const isOver = (point: number) => score[point] > threshold[point] * (1 + ROUNDING);
  const shown = score.map((height, point) => (isShown[point] || !isOver(point) ? height : smoothedError[point]));
  cache.set(detection, shown);
  return shown;
}
