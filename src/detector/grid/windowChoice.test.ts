/** @jest-environment node */
import { seeded } from '../../../tests/arbitraries';
import type { Series } from '../series';
import type { RememberedWindows } from '../memory/warmMemory';
import { chooseWindow, windowOf } from './windowChoice';

const MINUTE = 60_000;
const auto = { windowSize: 'auto' as const };

function seriesOf(values: ArrayLike<number>, step = MINUTE): Series {
  return { times: Float64Array.from(values, (_, i) => i * step), values: Float64Array.from(values) };
}

const made = (length: number, at: (i: number) => number) => seriesOf(Float64Array.from({ length }, (_, i) => at(i)));

/** Roughly normal, with mean 0 and standard deviation 1. */
function noise(seed: number): () => number {
  const random = seeded(seed);
  return () => Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, -6);
}

/** What a period of so many points looks like, each with values between about −1 and 1. */
const RHYTHMS: ReadonlyArray<readonly [name: string, at: (phase: number) => number]> = [
  ['a wave', (phase) => Math.sin(2 * Math.PI * phase)],
  ['five busy days and two quiet ones', (phase) => (phase < 5 / 7 ? 0.6 : -1)],
  ['a saw', (phase) => 2 * phase - 1],
  ['a job that runs a sixth of the time', (phase) => (phase < 1 / 6 ? 1 : -0.6)],
];

const rhythm = (length: number, period: number, at = RHYTHMS[0][1], strength = 0.15, seed = 1) => {
  const more = noise(seed);
  return made(length, (i) => at((i % period) / period) + strength * more());
};

describe.each(RHYTHMS)('%s', (_, at) => {
  test.each([
    [7, 730, 32],
    [12, 1000, 32],
    [24, 2000, 32],
    [48, 2000, 64],
    [60, 1500, 64],
    [96, 2000, 128],
    [144, 2500, 128],
    [288, 3000, 64],
  ])('of %d points, in %d, asks for windows of %d', (period, length, size) => {
    expect(chooseWindow(rhythm(length, period, at))).toBe(size);
  });

  test('chooses the same at each of sixty points that come one by one', () => {
    for (const [period, length] of [
      [7, 730],
      [24, 1200],
      [48, 600],
      [60, 2500],
      [96, 1500],
    ]) {
      const { times, values } = rhythm(length + 60, period, at, 0.4, period);
      const sizes = Array.from({ length: 60 }, (__, more) =>
        chooseWindow({ times: times.subarray(0, length + more), values: values.subarray(0, length + more) })
      );
      expect([period, ...new Set(sizes)]).toEqual([period, sizes[0]]);
    }
  });
});

describe('no rhythm', () => {
  const more = noise(3);
  let level = 0;
  let smooth = 0;
  test.each([
    ['noise', made(2000, more)],
    ['a level that rises', made(2000, (i) => i)],
    ['a level that rises ever faster, with noise', made(2000, (i) => Math.exp(i / 400) + more())],
    ['a level that wanders', made(2000, () => (level += more()))],
    ['noise with a memory', made(2000, () => (smooth = 0.9 * smooth + more()))],
    ['one value', made(2000, () => 7)],
    ['one step', made(2000, (i) => (i < 1200 ? 0 : 5) + 0.1 * more())],
    ['a period longer than any window', made(2000, (i) => Math.sin((2 * Math.PI * i) / 700))],
  ])('is clear in %s: 64 points', (_, series) => {
    expect(chooseWindow(series)).toBe(64);
  });
});

describe('a rhythm', () => {
  const daily = rhythm(730, 7, RHYTHMS[1][1]);

  it('is found below a level that rises, and one that wanders', () => {
    const more = noise(5);
    let level = 0;
    const wandering = daily.values.map((value) => value + (level += 0.15 * more()));
    expect(chooseWindow(seriesOf(daily.values.map((value, i) => value + i / 20)))).toBe(32);
    expect(chooseWindow(seriesOf(wandering))).toBe(32);
  });

  it('is found despite an incident of some days, however great', () => {
    const broken = daily.values.map((value, i) => (i >= 400 && i < 405 ? 1e6 : i === 100 ? -1e12 : value));
    expect(chooseWindow(seriesOf(broken))).toBe(32);
  });

  it('does not depend on the unit, the level, the step or the order of rows', () => {
    for (const [factor, offset] of [
      [1e-9, 0],
      [1e9, -5e9],
      [-1, 100],
      [1e299, 0],
    ]) {
      expect(chooseWindow(seriesOf(daily.values.map((value) => factor * value + offset)))).toBe(32);
    }
    expect(chooseWindow(seriesOf(daily.values, 86_400_000))).toBe(32);
    const backwards = { times: daily.times.slice().reverse(), values: daily.values.slice().reverse() };
    expect(chooseWindow(backwards)).toBe(32);
  });

  it('is found across gaps, whether a row is missing or has no value', () => {
    const holes = daily.values.map((value, i) => (i % 10 === 3 ? NaN : value));
    expect(chooseWindow(seriesOf(holes))).toBe(32);
    const without = (column: Float64Array) => column.filter((_, i) => i % 10 !== 3 && !(i > 200 && i < 300));
    expect(chooseWindow({ times: without(daily.times), values: without(daily.values) })).toBe(32);
  });
});

describe('a series that is short beside a window', () => {
  const days = (length: number) => rhythm(length, 96);

  it('gets the largest size of which it holds eight windows', () => {
    const flat = (length: number) => chooseWindow(made(length, (i) => i));
    expect([0, 1, 40, 511, 512].map(flat)).toEqual([32, 32, 32, 32, 64]);
    // Days of 96 points ask for 128.
    expect([511, 512, 1023, 1024].map((length) => chooseWindow(days(length)))).toEqual([32, 64, 64, 128]);
  });

  it('counts only runs that are long enough', () => {
    const runsOf = (length: number, count: number) =>
      made(length * count, (i) => (i % length < length - 40 ? Math.sin(i * i) : NaN));
    // Runs of 60 points would not be judged by windows of 64; those of 200 are.
    expect(chooseWindow(runsOf(100, 30))).toBe(32);
    expect(chooseWindow(runsOf(240, 10))).toBe(64);
  });

  it('may hold no value at all', () => {
    expect(chooseWindow(made(1000, () => NaN))).toBe(32);
    expect(chooseWindow(made(1000, () => Infinity))).toBe(32);
  });
});

describe('the window of a series', () => {
  const series = rhythm(2000, 48);
  const remembered = (changed: Partial<RememberedWindows> = {}): RememberedWindows => ({
    id: 'a',
    scale: { centre: 0, halfRange: 1 },
    step: MINUTE,
    windowSize: 128,
    starts: new Float64Array(1),
    windows: Float32Array.from({ length: 128 }, (_, i) => Math.sin(i)),
    errors: new Float32Array(128),
    ...changed,
  });

  it('is the number that is set, whatever is remembered', () => {
    expect(windowOf({ windowSize: 48 }, series, { remembered: remembered() })).toBe(48);
  });

  it('is that of its learnt windows, if they fit', () => {
    expect(windowOf(auto, series, { remembered: remembered() })).toBe(128);
    expect(windowOf(auto, series, { remembered: remembered({ step: 2 * MINUTE }) })).toBe(64);
    expect(windowOf(auto, series, { remembered: remembered({ scale: { centre: 1000, halfRange: 1 } }) })).toBe(64);
    expect(windowOf(auto, seriesOf([]), { remembered: remembered() })).toBe(32);
  });

  it('does not depend on excluded time', () => {
    const excluded = [{ from: 300 * MINUTE, to: 330 * MINUTE }];
    const labels = { normal: [], falseAlarms: [], excluded };
    const other = series.values.map((value, i) => (i >= 300 && i <= 330 ? 1e9 * i : value));
    expect(windowOf(auto, seriesOf(other), { labels })).toBe(windowOf(auto, series, { labels }));
    const all = { ...labels, excluded: [{ from: 0, to: 2000 * MINUTE }] };
    expect(windowOf(auto, series, { labels: all })).toBe(32);
  });
});
