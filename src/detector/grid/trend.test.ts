/** @jest-environment node */
import { seeded } from '../../../tests/arbitraries';
import { trendOf } from './trend';

const SIZE = 64;
const LENGTH = 800;
const seriesOf = (valueAt: (i: number) => number, length = LENGTH) =>
  Float64Array.from({ length }, (_, i) => valueAt(i));
const trendIn = (values: Float64Array, offset = 0) => trendOf(values, [{ start: 0, end: values.length, offset }], SIZE);
const greatest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const noise = (amplitude: number, seed = 3) => {
  const random = seeded(seed);
  return () => amplitude * (random() - 0.5);
};

describe('the trend of a series', () => {
  it('is the line of a series that rises, whatever lies on it', () => {
    const error = noise(4);
    const { values, steps } = trendIn(seriesOf((i) => 3 * i + error())) ?? { values: seriesOf(() => NaN), steps: [] };
    expect(steps).toEqual([]);
    expect(greatest(values.map((value, i) => value - 3 * i))).toBeLessThan(4);
  });

  it('does not contain a daily rhythm', () => {
    const rhythm = (i: number) => 20 * Math.sin((2 * Math.PI * i) / 16);
    const trend = trendIn(seriesOf((i) => 3 * i + rhythm(i)));
    expect(greatest(trend?.values.map((value, i) => value - 3 * i) ?? seriesOf(() => NaN))).toBeLessThan(10);
  });

  it('ignores an incident', () => {
    const { values } = trendIn(seriesOf((i) => i + (i >= 300 && i < 310 ? 400 : 0))) ?? { values: seriesOf(() => NaN) };
    expect(greatest(values.map((value, i) => value - i))).toBeLessThan(1);
  });

  it('is none in a constant, whatever bump is on it and wherever the knots lie', () => {
    const values = seriesOf((i) => (i >= 159 && i < 189 ? 0.15 : 0.1), 1373);
    for (let offset = 0; offset < SIZE / 2; offset++) {
      expect(trendIn(values, offset)).toBeNull();
    }
  });

  it('steps at the same row as the level', () => {
    const stepped = seriesOf((i) => i + (i >= 410 ? 500 : 0));
    const trend = trendIn(stepped);
    expect(trend?.steps).toEqual([410]);
    expect(greatest(trend?.values.map((value, i) => value - stepped[i]) ?? seriesOf(() => NaN))).toBeLessThan(1e-6);
  });

  it('spans what the values span', () => {
    expect(trendIn(seriesOf((i) => 2 * i))?.span).toBe(2 * (LENGTH - 1));
  });

  it('is multiplied with the values, to the last bit, by a power of two', () => {
    const error = noise(4);
    const values = seriesOf((i) => 3 * i + error() + (i >= 410 ? 900 : 0));
    const trend = trendIn(values);
    const eightfold = trendIn(values.map((value) => 8 * value));
    expect(eightfold?.values).toEqual(trend?.values.map((value) => 8 * value));
    expect(eightfold?.steps).toEqual(trend?.steps);
  });

  it('stays the same when the range slides, except at its ends', () => {
    const error = noise(4);
    const values = seriesOf((i) => 3 * i + error());
    const before = trendIn(values)?.values ?? seriesOf(() => NaN);
    const after = trendIn(values.slice(13), 13)?.values ?? seriesOf(() => NaN);
    const inside = before.subarray(13 + 2 * SIZE).map((value, i) => value - after[i + 2 * SIZE]);
    expect(greatest(inside)).toBeLessThan(1e-9);
  });

  it('is separate for each segment', () => {
    const values = seriesOf((i) => (i < 400 ? i : i + 5000));
    const trend = trendOf(
      values,
      [
        { start: 0, end: 400, offset: 0 },
        { start: 400, end: LENGTH, offset: 5400 },
      ],
      SIZE
    );
    expect(greatest(trend?.values.map((value, i) => value - values[i]) ?? seriesOf(() => NaN))).toBeLessThan(1e-6);
  });
});

describe('there is no trend', () => {
  it.each([
    ['in noise', seriesOf(noise(1))],
    ['in a constant', seriesOf(() => 7)],
    ['in a rhythm', seriesOf((i) => Math.sin((2 * Math.PI * i) / 20))],
    ['in a rhythm of many windows that goes up and down again', seriesOf((i) => Math.sin((2 * Math.PI * i) / 300))],
    ['in a counter that is often reset', seriesOf((i) => i % 160)],
    ['in noise whose level steps once', seriesOf((i) => (i < 400 ? 0 : 10) + Math.sin(7 * i))],
    ['in a series that stands still but for one incident', seriesOf((i) => (i >= 300 && i < 320 ? 50 : 0))],
  ])('%s', (_, values) => {
    expect(trendIn(values)).toBeNull();
  });
});
