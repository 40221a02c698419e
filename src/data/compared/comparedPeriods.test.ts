import { FieldType, toDataFrame } from '@grafana/data';
import type { Series } from '../../detector/series';
import { comparedPeriods, withComparedPeriods } from './comparedPeriods';
import { readFrames } from '../../series/frames';

const STEP = 60_000;
const DAY = 24 * 60 * STEP;
const NOW = Date.UTC(2024, 4, 8);

const from = (start: number, count: number, step = STEP) =>
  Float64Array.from({ length: count }, (_, row) => start + row * step);
const rows = (start: number, count: number, step = STEP): Series => ({
  times: from(start, count, step),
  values: from(1, count, 1),
});

/** The present, 100 rows from now on, and a comparison with a day before. */
function read(past = rows(NOW - DAY, 100), diffMs = -DAY) {
  const frame = (refId: string, { times, values }: Series, meta = {}) =>
    toDataFrame({
      refId,
      meta,
      fields: [
        { name: 'Time', type: FieldType.time, values: [...times] },
        { name: 'Value', type: FieldType.number, values: [...values] },
      ],
    });
  return readFrames([
    frame('A', rows(NOW, 100)),
    frame('A-compare', past, { timeCompare: { diffMs, isTimeShiftQuery: true } }),
  ]);
}

test('rows of the compared period come before the look-back at their true times, without those at its edges', () => {
  const [whole] = withComparedPeriods([rows(NOW - 10 * STEP, 110)], read());
  expect(Array.from(whole?.times ?? [])).toEqual([...from(NOW - DAY + STEP, 98), ...from(NOW - 10 * STEP, 110)]);
  expect(Array.from(whole?.values ?? [])).toEqual([...from(2, 98, 1), ...from(1, 110, 1)]);
});

test('rows that the look-back knows are taken from there', () => {
  const [whole] = withComparedPeriods([rows(NOW - DAY + 50 * STEP, 2000)], read());
  expect(whole?.times[0]).toBe(NOW - DAY + STEP);
  expect(whole?.times).toHaveLength(49 + 2000);
});

test('without a look-back, the compared period is all the context', () => {
  expect(withComparedPeriods([null], read())[0]?.times).toEqual(from(NOW - DAY + STEP, 98));
  expect(withComparedPeriods([], read())[0]?.times).toEqual(from(NOW - DAY + STEP, 98));
});

test('without a comparison, or with one of another step, the contexts stay as they are', () => {
  const contexts = [rows(NOW - 10 * STEP, 110)];
  expect(withComparedPeriods(contexts, readFrames([]))).toBe(contexts);
  expect(withComparedPeriods(contexts, read(rows(NOW - DAY, 20, 5 * STEP)))).toEqual(contexts);
});

test('a later period is no past', () => {
  const contexts = [rows(NOW - 10 * STEP, 110)];
  expect(withComparedPeriods(contexts, read(rows(NOW + DAY, 100), DAY))).toEqual(contexts);
});

test('the compared period ends before the visible rows, because nothing is reported in what is normal', () => {
  expect(comparedPeriods(read())).toEqual([{ from: NOW - DAY + STEP, to: NOW - DAY + 98 * STEP }]);
  const overlapping = read(rows(NOW - 20 * STEP, 100), -20 * STEP);
  expect(comparedPeriods(overlapping)).toEqual([{ from: NOW - 19 * STEP, to: NOW - STEP }]);
  expect(comparedPeriods(read(rows(NOW + DAY, 100), DAY))).toEqual([null]);
});
