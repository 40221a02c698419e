/** @jest-environment node */
import fc from 'fast-check';
import { seeded } from '../../../tests/arbitraries';
import { runs } from '../../../tests/runs';
import { windowDistances, type ComparedSeries } from './windowDistances';

/** A window's neighbours by the definition: all pairs, sorted. */
interface NaiveWindow {
  readonly start: number;
  readonly nearest: number;
  /** The nearest two, or the nearest alone if there is no second. */
  readonly mean: number;
  /** Whether the nearest two do not depend on the order in which windows are compared. */
  readonly isClear: boolean;
}

const strideOf = (length: number) => Math.max(1, Math.floor(length / 16));

function startsOf({ segments, observed }: ComparedSeries, length: number): number[] {
  const [{ start: origin, offset }] = segments;
  return segments.flatMap(({ start, end }) =>
    Array.from({ length: Math.max(0, end - length - start + 1) }, (_, i) => start + i).filter(
      (slot) =>
        (slot - origin + offset) % strideOf(length) === 0 &&
        observed.slice(slot, slot + length).filter((one) => one === 1).length >= 0.75 * length
    )
  );
}

function naiveWindows(series: ComparedSeries, length: number): NaiveWindow[] {
  const starts = startsOf(series, length);
  const clipped = Array.from(series.values, (value) => Math.max(-8, Math.min(8, value)));
  const distance = (one: number, other: number) => {
    let sum = 0;
    for (let i = 0; i < length; i++) {
      if (series.observed[one + i] === 1 && series.observed[other + i] === 1) {
        sum += (clipped[one + i] - clipped[other + i]) ** 2;
      }
    }
    return Math.sqrt(sum / length);
  };
  return starts.flatMap((start) => {
    const others = starts
      .filter((other) => Math.abs(other - start) >= length)
      .map((other) => ({ other, far: distance(start, other) }))
      .sort((a, b) => a.far - b.far);
    if (others.length === 0) {
      return [];
    }
    const shareSlot = (a: number, b: number) => Math.abs(a - b) < length;
    const second = others.find(({ other }) => !shareSlot(other, others[0].other));
    const nearer = others.slice(1).filter(({ far }) => second === undefined || far <= second.far + 1e-6);
    return [
      {
        start,
        nearest: others[0].far,
        mean: second ? (others[0].far + second.far) / 2 : others[0].far,
        isClear: !nearer.some((one) => one !== second && second && shareSlot(one.other, second.other)),
      },
    ];
  });
}

/** Mean over the windows of each slot; NaN if there is none. */
function meanOver(windows: readonly NaiveWindow[], slots: number, length: number, figure: 'nearest' | 'mean') {
  return Array.from({ length: slots }, (_, slot) => {
    const holding = windows.filter(({ start }) => start <= slot && slot < start + length);
    return holding.reduce((sum, one) => sum + one[figure], 0) / holding.length;
  });
}

const distancesOf = async (series: ComparedSeries, length: number) =>
  (await windowDistances(series, [length], async () => undefined))[0];

const LENGTHS = [3, 8, 20, 32];

interface Spec {
  readonly length: number;
  readonly seed: number;
  readonly offset: number;
}

/** Noise on a rhythm in [−3, 3], with single values over the clip. */
function seriesOf({ seed, offset }: Spec, slots: number, cuts: readonly number[] = [], gaps = false): ComparedSeries {
  const random = seeded(seed);
  const values = Float64Array.from(
    { length: slots },
    (_, i) => 2 * Math.sin(i / 3) + random() + (random() < 0.01 ? 20 : 0)
  );
  const observed = new Uint8Array(slots).fill(1);
  if (gaps) {
    for (let k = 0; k < 4; k++) {
      const at = Math.floor(random() * slots);
      observed.fill(0, at, at + 1 + Math.floor(random() * 20));
    }
  }
  const bounds = [0, ...cuts.map((cut) => Math.floor(cut * slots)).sort((a, b) => a - b), slots];
  const segments = bounds.slice(1).map((end, k) => ({ start: bounds[k], end, offset: offset + bounds[k] + 100 * k }));
  return { values, observed, segments: segments.filter(({ start, end }) => end > start) };
}

const arbitrarySpec: fc.Arbitrary<Spec> = fc.record({
  length: fc.constantFrom(...LENGTHS),
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  offset: fc.integer({ min: 0, max: 50 }),
});

const expectNear = (found: ArrayLike<number>, expected: readonly number[]) =>
  expected.forEach((one, slot) =>
    Number.isNaN(one) ? expect(found[slot]).toBeNaN() : expect(found[slot]).toBeCloseTo(one, 6)
  );

it('is the distance of the nearest window if only one shares no slot', async () => {
  await fc.assert(
    fc.asyncProperty(arbitrarySpec, fc.double({ min: 2, max: 2.99, noNaN: true }), async (spec, lengths) => {
      const slots = Math.floor(lengths * spec.length);
      const series = seriesOf(spec, slots);
      expectNear(
        await distancesOf(series, spec.length),
        meanOver(naiveWindows(series, spec.length), slots, spec.length, 'nearest')
      );
    }),
    { numRuns: runs(40, 80) }
  );
});

it('is the mean of the nearest two that share no slot, in gaps and in several segments', async () => {
  const clear = { slots: 0, of: 0 };
  await fc.assert(
    fc.asyncProperty(
      arbitrarySpec,
      fc.integer({ min: 30, max: 300 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 2 }),
      fc.boolean(),
      async (spec, slots, cuts, gaps) => {
        const { length } = spec;
        const series = seriesOf(spec, slots, cuts, gaps);
        const windows = naiveWindows(series, length);
        const found = await distancesOf(series, length);
        const nearest = meanOver(windows, slots, length, 'nearest');
        const expected = meanOver(windows, slots, length, 'mean');
        for (let slot = 0; slot < slots; slot++) {
          const holding = windows.filter(({ start }) => start <= slot && slot < start + length);
          expect(Number.isNaN(found[slot])).toBe(holding.length === 0);
          if (holding.length === 0) {
            continue;
          }
          expect(found[slot]).toBeGreaterThan(nearest[slot] - 1e-6);
          clear.of++;
          if (holding.every(({ isClear }) => isClear)) {
            clear.slots++;
            expect(found[slot]).toBeCloseTo(expected[slot], 6);
          }
        }
      }
    ),
    { numRuns: runs(40, 80) }
  );
  expect(clear.slots / clear.of).toBeGreaterThan(0.8);
});

describe('a gap', () => {
  const usual = seriesOf({ length: 8, seed: 4, offset: 0 }, 600);
  const middle = (distances: Float64Array) => distances.filter(Number.isFinite).sort()[300];

  it.each([4, 8, 20, 60])('of %d bridged slots makes no other window less far', async (gap) => {
    const observed = usual.observed.slice().fill(0, 200, 200 + gap);
    const [whole, gapped] = [await distancesOf(usual, 8), await distancesOf({ ...usual, observed }, 8)];
    expect(middle(gapped) / middle(whole)).toBeGreaterThan(0.9);
  });

  it('that holds more than a quarter of every window of a slot leaves it without distance', async () => {
    const observed = usual.observed.slice().fill(0, 200, 220);
    const distances = await distancesOf({ ...usual, observed }, 8);
    expect(Array.from(distances.keys()).filter((slot) => Number.isNaN(distances[slot]))).toEqual(
      Array.from({ length: 16 }, (_, i) => 202 + i)
    );
  });

  it('is read from no bridged value', async () => {
    const observed = usual.observed.slice().fill(0, 200, 206);
    const other = usual.values.slice().fill(7, 200, 206);
    const bridged = await distancesOf({ ...usual, observed, values: other }, 32);
    expect(bridged).toEqual(await distancesOf({ ...usual, observed }, 32));
  });
});

it('has its windows at the same times when the range slides', async () => {
  const pulse = 3000;
  const sliding = async (from: number, length: number) => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => (from + i >= pulse && from + i < pulse + 5 ? 3 : 0));
    const segments = [{ start: 0, end: 1000, offset: from }];
    const distances = await distancesOf({ values, observed: new Uint8Array(1000).fill(1), segments }, length);
    return distances.subarray(pulse - 300 - from, pulse + 300 - from);
  };
  for (const length of [8, 32, 128]) {
    const first = await sliding(2500, length);
    expect(Math.max(...first)).toBeGreaterThan(0);
    for (let steps = 1; steps <= 16; steps++) {
      expect(await sliding(2500 + steps, length)).toEqual(first);
    }
  }
});

it('scales with the values, up to the clip', async () => {
  const { values, ...rest } = seriesOf({ length: 8, seed: 7, offset: 3 }, 300);
  const within = values.map((value) => Math.min(3, value));
  const plain = await distancesOf({ values: within, ...rest }, 8);
  expect(await distancesOf({ values: within.map((value) => value / 64), ...rest }, 8)).toEqual(
    plain.map((one) => one / 64)
  );
  const clipped = [8, 800].map((height) => distancesOf({ values: within.slice().fill(height, 100, 101), ...rest }, 8));
  const [low, high] = await Promise.all(clipped);
  expect(high).toEqual(low);
});

it('has one result per length, the same as that length alone', async () => {
  const series = seriesOf({ length: 8, seed: 9, offset: 5 }, 400);
  const together = await windowDistances(series, [8, 32, 128], async () => undefined);
  for (const [k, length] of [8, 32, 128].entries()) {
    expectNear(together[k], Array.from(await distancesOf(series, length)));
  }
});

it('is NaN in a series shorter than two windows, or without segments', async () => {
  const short = seriesOf({ length: 8, seed: 1, offset: 0 }, 15);
  expect((await distancesOf(short, 8)).every(Number.isNaN)).toBe(true);
  expect((await distancesOf({ ...short, segments: [] }, 8)).every(Number.isNaN)).toBe(true);
});

it('waits at checkpoints in a long series, and ends with what they throw', async () => {
  const series = seriesOf({ length: 8, seed: 1, offset: 0 }, 9000);
  const stop = new Error('stop');
  await expect(windowDistances(series, [8], async () => Promise.reject(stop))).rejects.toBe(stop);
});
