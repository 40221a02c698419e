/** @jest-environment node */
import fc from 'fast-check';
import { ascending } from './ascending';

const made = (times: number[], values: number[]) => {
  const { series, rows } = ascending(Float64Array.from(times), Float64Array.from(values));
  return { times: [...series.times], values: [...series.values], rows: rows && [...rows] };
};

describe('a series made from rows', () => {
  test('takes rows that ascend as they are', () => {
    const [times, values] = [Float64Array.of(1, 2, 3), Float64Array.of(10, NaN, 30)];
    const { series, rows } = ascending(times, values);
    expect([series.times, series.values, rows]).toEqual([times, values, null]);
    expect(series.times).toBe(times);
    expect(series.values).toBe(values);
  });

  test('sorts rows and says where each came from', () => {
    expect(made([3, 1, 2], [30, 10, 20])).toEqual({ times: [1, 2, 3], values: [10, 20, 30], rows: [1, 2, 0] });
  });

  test('keeps the last finite value of one time, or a gap if there is none', () => {
    expect(made([1, 1, 1, 2, 2], [5, 6, NaN, NaN, Infinity])).toEqual({
      times: [1, 2],
      values: [6, NaN],
      rows: [1, 4],
    });
  });

  test('counts the times whose finite values differ', () => {
    const conflicts = (times: number[], values: number[]) =>
      ascending(Float64Array.from(times), Float64Array.from(values)).conflicts;
    expect(conflicts([1, 1, 1, 2, 2, 3, 3], [5, 6, 7, 8, 8, NaN, 9])).toBe(1);
    expect(conflicts([1, 2], [5, 6])).toBeUndefined();
    expect(conflicts([2, 1, 2], [5, 6, 5])).toBeUndefined();
  });

  test('drops rows without a time that a date can name', () => {
    expect(made([NaN, 1, Infinity, -Infinity, 8.64e15, 8.7e15], [0, 1, 2, 3, 4, 5])).toEqual({
      times: [1, 8.64e15],
      values: [1, 4],
      rows: [1, 4],
    });
    expect(made([NaN], [1])).toEqual({ times: [], values: [], rows: [] });
    expect(made([], [])).toEqual({ times: [], values: [], rows: null });
  });

  test('has a gap where a value is infinite', () => {
    expect(made([1, 2], [Infinity, 2])).toEqual({ times: [1, 2], values: [NaN, 2], rows: null });
  });

  test('of any rows has each time once, ascending, with the value of the row that it names', () => {
    const times = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(NaN));
    const values = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(NaN));
    fc.assert(
      fc.property(fc.array(fc.tuple(times, values), { maxLength: 30 }), (given) => {
        const { series, rows } = ascending(
          Float64Array.from(given, ([time]) => time),
          Float64Array.from(given, ([, value]) => value)
        );
        const wanted = new Map<number, number>();
        for (const [time, value] of given) {
          if (!Number.isNaN(time) && (!Number.isNaN(value) || !wanted.has(time))) {
            wanted.set(time, value);
          }
        }
        expect([...series.times]).toEqual([...wanted.keys()].sort((a, b) => a - b));
        series.times.forEach((time, point) => {
          const row = rows ? rows[point] : point;
          expect(series.values[point]).toBe(wanted.get(time));
          expect(given[row]).toEqual([time, series.values[point]]);
        });
      })
    );
  });
});
