/** @jest-environment node */
import type { AnomalousSequence, Detection } from '../detection';
import { withSettled } from './settled';

const times = Float64Array.from({ length: 10 }, (_, row) => 10 * row);
const series = { times, values: times };
const sequence = (from: number, to: number, more: Partial<AnomalousSequence> = {}): AnomalousSequence => ({
  from,
  to,
  peak: to,
  score: 2,
  pass: 1,
  decidedBy: 'epsilon',
  ...more,
});
const rows = (value: number) => new Float64Array(10).fill(value);
/** The score passes the threshold of 1 from 70 on. */
const detection = (settledTo: number | undefined, ...sequences: AnomalousSequence[]): Detection => ({
  windowSize: 32,
  reconstruction: rows(0),
  error: rows(0),
  smoothedError: rows(0),
  score: Float64Array.from(times, (time) => (time >= 70 ? 2 : 0.5)),
  threshold: rows(1),
  certainty: new Uint8Array(10),
  sequences,
  changePoints: [],
  suppressed: [],
  usedLabels: [],
  settledTo,
});

test('where all values are settled, nothing changes', () => {
  const settled = detection(undefined, sequence(60, 90));
  expect(withSettled(settled, series, false)).toBe(settled);
});

test('a sequence that passes the threshold at a settled value is reported', () => {
  const partly = detection(70, sequence(60, 90));
  expect(withSettled(partly, series, false)).toBe(partly);
});

test('a sequence that passes the threshold only at values that may change waits', () => {
  const waiting = withSettled(detection(60, sequence(60, 90)), series, false);
  expect(waiting.sequences).toEqual([]);
  expect(waiting.heldBack).toEqual([{ ...sequence(60, 90), reason: 'not-settled' }]);
});

test('a settled value that only smoothing lifts does not count', () => {
  const smoothed = { ...detection(70, sequence(60, 90)), smoothedError: rows(2), error: rows(0) };
  expect(withSettled(smoothed, series, false).sequences).toEqual([]);
});

test('or is reported as provisional if a person asks for that', () => {
  const found = withSettled(detection(60, sequence(60, 90)), series, true);
  expect(found.sequences).toEqual([{ ...sequence(60, 90), provisional: true }]);
  expect(found.heldBack).toBeUndefined();
});

test('a flatline that begins at a settled value is reported: it has no score', () => {
  const flat = sequence(20, 90, { decidedBy: 'flatline' });
  const found = detection(60, flat);
  expect(withSettled(found, series, false)).toBe(found);
  expect(withSettled(detection(10, flat), series, false).sequences).toEqual([]);
});
