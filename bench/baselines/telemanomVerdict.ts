import { judgeInPasses } from '../../src/detector/threshold/search';
import { TELEMANOM_THRESHOLD } from '../../src/detector/settings';
import { smooth } from '../../src/detector/threshold/smooth';
import { spreadOf } from '../../src/detector/arithmetic/statistics';

/** Points; the published error buffer is 100 for telemetry of tens of thousands of points, which short series cannot bear. */
const SPAN = 10;
const ERROR_BUFFER = 5;
/** telemanom's published p. */
const PRUNING = 0.13;

/** A baseline's scores smoothed, and the intervals that the dynamic threshold makes of them. */
export interface BaselineVerdict {
  readonly smoothed: Float64Array;
  readonly reported: ReadonlyArray<{ readonly start: number; readonly end: number }>;
}

/**
 * What a baseline's scores become: the causal exponentially weighted mean and telemanom's dynamic threshold, one search
 * over the whole series. The guards that compare errors with values are off, for a baseline's score may have any unit;
 * so is the search for unusually low errors.
 *
 * @param scores finite numbers, one a point
 */
export function telemanomVerdict(scores: Float64Array): BaselineVerdict {
  const smoothed = smooth(scores, [{ start: 0, end: scores.length }], SPAN, 'causal');
  const settings = {
    ...TELEMANOM_THRESHOLD,
    errorBuffer: ERROR_BUFFER,
    pruning: PRUNING,
    inversePass: false,
    relativeGuard: 0,
    absoluteGuard: 0,
  };
  const positions = Float64Array.from(scores.keys());
  return {
    smoothed,
    reported: judgeInPasses(smoothed, positions, {
      spread: spreadOf(scores),
      passes: 1,
      shoulder: 0,
      settings,
      floor: 0,
    }).sequences,
  };
}
