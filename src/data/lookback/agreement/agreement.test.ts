/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Series } from '../../../detector/series';
import { inconsistency } from '../consistencyCheck';
import { mergeRows } from '../rows';
import { atStepOf } from './phase';

const STEP = 15_000;

const series = (count: number, valueAt: (time: number) => number, { from = 0, step = STEP } = {}): Series => {
  const times = Float64Array.from({ length: count }, (_, row) => from + step * row);
  return { times, values: times.map(valueAt) };
};
const wave = (time: number) => 10 + Math.sin(time / 400_000);
/** Independent numbers from 0 to 1, other ones for another seed. */
const noise = (seed: number) => {
  let state = seed;
  return () => (state = (1_103_515_245 * state + 12_345) % 2_147_483_648) / 2_147_483_648;
};

function answer(name: string): Series {
  const lines = readFileSync(join(__dirname, '../../../../tests/cases/sources', name), 'utf8')
    .trim()
    .split('\n');
  const cells = lines.slice(1).map((line) => line.split(','));
  return {
    times: Float64Array.from(cells, ([time]) => Date.parse(time)),
    values: Float64Array.from(cells, ([, value]) => (value === '' ? NaN : Number(value))),
  };
}
const SOURCES = ['inf-countmin-3h', 'inf-sum-6h', 'prom-req-3h'];
const LONGER = [
  'inf-countmin-3h-longer-asked231829',
  'inf-sum-6h-longer-asked231659',
  'prom-req-3h-longer-asked231829',
];
const VISIBLE = [
  'inf-countmin-3h-visible-asked231839',
  'inf-countmin-3h-visible-asked231919',
  'inf-sum-6h-visible-asked231710',
  'inf-sum-6h-visible-asked231810',
  'prom-req-3h-visible-asked231839',
  'prom-req-3h-visible-asked231849',
];
const longerOf = (name: string) => answer(`${LONGER[SOURCES.findIndex((source) => name.startsWith(source))]}.csv`);

describe('answers of real sources', () => {
  test.each(VISIBLE)('%s agrees with its longer answer, in whole and in its newest rows alone', (name) => {
    const visible = answer(`${name}.csv`);
    for (const rows of [visible.times.length, 7, 5, 4, 3]) {
      const newest = { times: visible.times.slice(-rows), values: visible.values.slice(-rows) };
      // As the bucket that the range cuts would come.
      newest.values[0] /= 2;
      expect(inconsistency(newest, longerOf(name))).toBeNull();
    }
  });

  test('a partial first row does not replace the full one, and a full newest row replaces the partial one', () => {
    const longer = answer('inf-countmin-3h-longer-asked231829.csv');
    const merged = mergeRows(longer, answer('inf-countmin-3h-visible-asked231919.csv'));
    const at = (clock: string) => merged.values[merged.times.indexOf(Date.parse(`2026-11-29T${clock}Z`))];
    // 20:19 is 93 in the answers that hold the whole minute and 68 in the one that begins inside it.
    expect([at('20:19:00'), at('23:18:00'), at('23:19:00')]).toEqual([93, 132, 12]);
  });

  test('the answers of one metric do not pass for those of another one', () => {
    const count = answer('inf-countmin-3h-visible-asked231839.csv');
    const sum = answer('inf-sum-6h-longer-asked231659.csv');
    expect(inconsistency(count, sum)).toBe('other-values');
  });
});

describe('a writer that is late', () => {
  test('may change a third of the rows, the newest ones', () => {
    const late = series(60, wave);
    late.values.fill(99, 40);
    expect(inconsistency(late, series(60, wave))).toBeNull();
  });

  test('is no excuse for values that differ from the start', () => {
    const other = series(60, wave);
    other.values.fill(99, 0, 20);
    expect(inconsistency(other, series(60, wave))).toBe('other-values');
  });
});

describe('times that never meet, at the same step', () => {
  const longer = series(3000, wave);
  const later = { from: 2900 * STEP + 6000 };

  test('agree if the values lie between each other', () => {
    expect(inconsistency(series(45, wave, later), longer)).toBeNull();
    expect(
      inconsistency(
        series(45, () => 7, later),
        series(3000, () => 7)
      )
    ).toBeNull();
  });

  test('agree for a random walk, which changes its direction at any time', () => {
    const next = noise(7);
    let level = 0;
    const fine = Float64Array.from({ length: 6000 }, () => (level += next() - 0.5));
    const walk = (time: number) => fine[Math.round((2 * time) / STEP)];
    const shifted = series(45, walk, { from: 2900 * STEP + STEP / 2 });
    expect(inconsistency(shifted, series(3000, walk))).toBeNull();
  });

  test.each([
    ['another level', (time: number) => wave(time) + 1],
    ['another rhythm', (time: number) => 10 + Math.sin(time / 150_000)],
    ['noise of the same size', noise(3)],
  ])('differ for %s', (_, other) => {
    expect(inconsistency(series(45, other, later), longer)).toBe('other-times');
  });

  test('differ for noise against noise, because nothing shows that they are about the same', () => {
    expect(inconsistency(series(45, noise(3), later), series(3000, noise(4)))).toBe('other-times');
  });

  test('are joined without two rows closer than half a step', () => {
    const shifted = series(45, wave, later);
    const { times } = mergeRows(longer, shifted);
    const gaps = Array.from(times.slice(1), (time, row) => time - times[row]);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(STEP / 2);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1.5 * STEP);
    expect(Array.from(times)).toEqual(expect.arrayContaining(Array.from(shifted.times)));
  });
});

describe('a longer answer in a finer step', () => {
  const visible = series(100, wave, { from: 2000 * STEP });

  test('is thinned to the times of the visible rows and what comes before them', () => {
    const thinned = atStepOf(visible, series(10_500, wave, { step: STEP / 5 }));
    expect(thinned.times).toEqual(series(2100, wave).times);
    expect(thinned.values).toEqual(series(2100, wave).values);
  });

  test('stays as it is if the visible rows are irregular, and so does one of the same or a coarser step', () => {
    const irregular = { times: visible.times.map((time, row) => time + (row % 7) * 100), values: visible.values };
    const fine = series(10_500, wave, { step: STEP / 5 });
    expect(atStepOf(irregular, fine)).toBe(fine);
    for (const other of [series(2100, wave), series(525, wave, { step: 4 * STEP })]) {
      expect(atStepOf(visible, other)).toBe(other);
    }
  });
});
