/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Series } from '../../detector/series';
import { fromDataStart } from './dataStart';

const series = (values: number[]): Series => ({
  times: Float64Array.from(values, (_, row) => 60_000 * row),
  values: Float64Array.from(values),
});
const repeat = (count: number, value: number) => Array.from({ length: count }, () => value);
const rowsLeft = (values: number[]) => fromDataStart(series(values)).times.length;

test('zeros that InfluxDB filled in before the first request are no history', () => {
  const file = join(__dirname, '../../../tests/cases/sources/inf-countmin-3h-longer-asked231829.csv');
  const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  const times = Float64Array.from(rows, (row) => Date.parse(row.split(',')[0]));
  const values = Float64Array.from(rows, (row) => Number(row.split(',')[1]));
  const kept = fromDataStart({ times, values });
  // The first row that is not zero, read from the file.
  expect(new Date(kept.times[0]).toISOString()).toBe('2026-11-29T09:50:00.000Z');
  expect([kept.values[0], kept.values.length]).toEqual([94, 809]);
});

test('gaps before the first number are no history either, before zeros or without them', () => {
  expect(rowsLeft([...repeat(50, NaN), ...repeat(10, 5)])).toBe(10);
  expect(rowsLeft([...repeat(50, NaN), ...repeat(50, 0), ...repeat(300, 5)])).toBe(300);
  expect(rowsLeft([...repeat(50, NaN), ...repeat(50, 0), ...repeat(20, 5)])).toBe(70);
});

test('a gap inside the zeros does not end them', () => {
  expect(rowsLeft([...repeat(20, 0), NaN, ...repeat(20, 0), ...repeat(300, 5)])).toBe(300);
});

test('a count that is often zero keeps its zeros', () => {
  const seldom = Array.from({ length: 2000 }, (_, row) => (row > 500 && row % 10 === 0 ? 1 : 0));
  expect(rowsLeft(seldom)).toBe(2000);
});

test('a quiet count keeps its zeros before an incident, and so does a short run', () => {
  expect(rowsLeft([...repeat(1900, 0), ...repeat(100, 7)])).toBe(2000);
  expect(rowsLeft([...repeat(3, 0), ...repeat(500, 7)])).toBe(503);
});

test('a series of zeros, of gaps or without rows stays as it is', () => {
  for (const values of [repeat(500, 0), repeat(500, NaN), [], [4, 0, 4]]) {
    const one = series(values);
    expect(fromDataStart(one)).toBe(one);
  }
});
