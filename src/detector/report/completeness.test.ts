/** @jest-environment node */
import { Certainty, type Detected, type Detection } from '../detection';
import type { Series } from '../series';
import { ALL_COMPLETE, type Completeness, completeContext, judgeable, withCompleteness } from './completeness';
import { withContext } from './context';

const series = (times: number[], values: number[]): Series => ({
  times: Float64Array.from(times),
  values: Float64Array.from(values),
});
const visible = series([30, 40, 50], [3, 4, 5]);
const partial: Completeness = { complete: { from: 40, to: 40 }, settledTo: Infinity, isBucketed: true };

const detected = (certainty: number[]): Detected => {
  const rows = () => Float64Array.from(certainty, () => 1);
  const detection: Detection = {
    windowSize: 32,
    reconstruction: rows(),
    error: rows(),
    smoothedError: rows(),
    score: rows(),
    threshold: rows(),
    certainty: Uint8Array.from(certainty),
    sequences: [],
    changePoints: [],
    suppressed: [],
    usedLabels: [],
  };
  return { status: 'detected', detection };
};

test('a complete series is judged as it is', () => {
  expect(judgeable(visible, null, ALL_COMPLETE)).toBe(visible);
});

test('incomplete values become gaps', () => {
  expect(Array.from(judgeable(visible, null, partial).values)).toEqual([NaN, 4, NaN]);
  expect(Array.from(withContext(visible, null, partial).values)).toEqual([NaN, 4, NaN]);
});

test('the full value of an incomplete one comes from a context that has values before and after it', () => {
  const context = series([10, 20, 30, 40, 50], [1, 2, 33, 4, 5]);
  expect(Array.from(judgeable(visible, context, partial).values)).toEqual([33, 4, NaN]);
  const beginsHere = series([30, 40, 50], [3, 4, 5]);
  expect(Array.from(judgeable(visible, beginsHere, partial).values)).toEqual([NaN, 4, NaN]);
});

test('a bucketed context is judged without its first and last value', () => {
  const context = series([10, 20, 30, 40, 50, 60, 70], [0.1, 2, 33, 4, 55, 6, 0.7]);
  expect(Array.from(completeContext(context, ALL_COMPLETE).values)).toEqual([0.1, 2, 33, 4, 55, 6, 0.7]);
  const whole = withContext(visible, context, partial);
  expect(Array.from(whole.times)).toEqual([20, 30, 40, 50, 60]);
  expect(Array.from(whole.values)).toEqual([2, 33, 4, 55, 6]);
});

describe('an outcome', () => {
  const certain = [2, 2, 2];

  test('names incomplete values', () => {
    const outcome = withCompleteness<never>(detected(certain), visible, partial);
    expect(Array.from(outcome.detection.certainty)).toEqual([Certainty.incomplete, 2, Certainty.incomplete]);
    expect(outcome.detection.settledTo).toBeUndefined();
  });

  test('does not name a gap or an excluded value incomplete', () => {
    const outcome = withCompleteness<never>(detected([0, 2, 3]), series([30, 40, 50], [NaN, 4, 5]), partial);
    expect(Array.from(outcome.detection.certainty)).toEqual([Certainty.notJudged, 2, Certainty.excluded]);
  });

  test('is less certain of values that may still change', () => {
    const outcome = withCompleteness<never>(detected(certain), visible, { ...ALL_COMPLETE, settledTo: 40 });
    expect(Array.from(outcome.detection.certainty)).toEqual([2, 2, Certainty.lessCertain]);
    expect(outcome.detection.settledTo).toBe(40);
  });

  test('stays as it is if all values are final', () => {
    const outcome = detected(certain);
    expect(withCompleteness<never>(outcome, visible, { ...partial, complete: { from: 30, to: 50 } }).detection).toBe(
      outcome.detection
    );
    const empty = detected([]);
    expect(withCompleteness<never>(empty, series([], []), partial).detection).toBe(empty.detection);
  });
});
