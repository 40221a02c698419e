/** @jest-environment node */
import type { Series } from '../../detector/series';
import { inconsistency } from './consistencyCheck';
import { mergeRows, within } from './rows';

const series = (times: number[], values = times): Series => ({
  times: Float64Array.from(times),
  values: Float64Array.from(values),
});
const plain = ({ times, values }: Series) => [Array.from(times), Array.from(values)];

test('a span takes in both of its ends', () => {
  const all = series([1, 2, 3, 4, 5]);
  expect(plain(within(all, { from: 2, to: 4 }))[0]).toEqual([2, 3, 4]);
  expect(plain(within(all, { from: 6, to: 9 }))[0]).toEqual([]);
  expect(plain(within(series([]), { from: 0, to: 9 }))[0]).toEqual([]);
});

describe('two answers as one', () => {
  test('the newer one goes on where the older ended, and is right about what both have', () => {
    expect(plain(mergeRows(series([1, 2, 3]), series([2, 3, 4], [2, 33, 44])))).toEqual([
      [1, 2, 3, 4],
      [1, 2, 33, 44],
    ]);
  });

  test('a first row beside older ones sums up part of its interval, and so does a last one before later ones', () => {
    const older = series([10, 20, 30, 40], [1, 2, 3, 4]);
    expect(plain(mergeRows(older, series([20, 30, 40, 50], [0.5, 3, 4, 5])))[1]).toEqual([1, 2, 3, 4, 5]);
    expect(plain(mergeRows(older, series([0, 10, 20], [7, 1, 0.5])))).toEqual([
      [0, 10, 20, 30, 40],
      [7, 1, 2, 3, 4],
    ]);
  });

  test('nothing new leaves the older one as it is', () => {
    const older = series([1, 2, 3], [1, NaN, 3]);
    expect(mergeRows(older, series([2, 3], [NaN, 3]))).toBe(older);
    expect(mergeRows(older, series([]))).toBe(older);
  });

  test('a corrected row in the middle is taken over', () => {
    expect(plain(mergeRows(series([1, 2, 3, 4, 5]), series([2, 3, 4], [2, 9, 4])))[1]).toEqual([1, 2, 9, 4, 5]);
  });
});

describe('the overlap of two answers', () => {
  const times = Array.from({ length: 100 }, (_, row) => 1000 * row);
  const wave = times.map((time) => Math.sin(time));

  test('agrees with a longer answer to the same question, to the sixth digit', () => {
    const longer = series(times, wave);
    const seen = series(
      times.slice(60),
      wave.slice(60).map((value) => value * (1 + 1e-9))
    );
    expect(inconsistency(seen, longer)).toBeNull();
  });

  test('agrees where the newest rows have grown, the first sums up part of an interval, and a late row came', () => {
    const seen = wave.slice(20);
    seen[0] /= 2;
    seen[seen.length - 1] += 5;
    seen[30] += 5;
    expect(inconsistency(series(times.slice(20), seen), series(times, wave))).toBeNull();
  });

  test('other values and another step are told apart', () => {
    const seen = series(times.slice(60), wave.slice(60));
    expect(
      inconsistency(
        seen,
        series(
          times,
          wave.map((value) => value + 1)
        )
      )
    ).toBe('other-values');
    expect(inconsistency(seen, series(times.filter((_, row) => row % 3 === 0)))).toBe('other-times');
  });

  test('returns null without a common time', () => {
    expect(inconsistency(series(times), series([]))).toBeNull();
    expect(inconsistency(series(times.map((time) => time + 1e6)), series(times))).toBeNull();
  });
});
