/** @jest-environment node */
import fc from 'fast-check';
import { seeded } from '../../../tests/arbitraries';
import { runs } from '../../../tests/runs';
import { cosineAutoencoder } from '../../../tests/toyAutoencoder';
import { detect } from '../pipeline';
import { Certainty, type Detection, type Outcome } from '../detection';
import { putOnGrid } from '../grid/grid';
import { DEFAULT_DETECTOR_SETTINGS } from '../settings';
import { holds } from '../interval';
import { Beside, excludedSlots, withoutExcluded } from './labelMask';
import type { LabelledInterval, Labels } from './labels';

const WINDOW = 16;
const STEP = 1000;
const LENGTH = 400;
const HUMP = 12;
const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: WINDOW, errorBuffer: 4, span: 5 };
const toy = cosineAutoencoder(WINDOW, 5);
const NOTHING: Labels = { normal: [], excluded: [], falseAlarms: [] };

/** A rhythm with some noise and, where it is told, something on top. */
function rhythm(seed: number, on: ReadonlyArray<(i: number) => number> = []): Float64Array {
  const random = seeded(seed);
  return Float64Array.from({ length: LENGTH }, (_, i) => {
    const plain = 10 * Math.sin((2 * Math.PI * i) / 20) + random();
    return on.reduce((sum, one) => sum + one(i), plain);
  });
}

const humpAt =
  (start: number, height = 14) =>
  (i: number) =>
    i >= start && i < start + HUMP ? height * Math.sin((Math.PI * (i - start + 0.5)) / HUMP) : 0;
/** Up and down from point to point: nothing like a hump. */
const jitterAt = (start: number) => (i: number) => (i >= start && i < start + 8 ? (i % 2 === 0 ? 16 : -16) : 0);

const range = (start: number, end: number) => ({ from: start * STEP, to: end * STEP });
const points = (start: number, end: number, id?: string): LabelledInterval => ({ ...range(start, end), id });

async function outcomeOf(values: Float64Array, labels?: Labels): Promise<Outcome> {
  return detect({ times: values.map((_, i) => i * STEP), values }, toy, settings, { labels });
}

async function judged(values: Float64Array, labels?: Labels): Promise<Detection> {
  const outcome = await outcomeOf(values, labels);
  if (outcome.status !== 'detected') {
    throw new Error(`It was ${outcome.status}.`);
  }
  return outcome.detection;
}

const reports = ({ sequences }: Pick<Detection, 'sequences'>, start: number, end: number) =>
  sequences.some((one) => one.from <= end * STEP && one.to >= start * STEP);

const withoutNames = ({ usedLabels: _, ...detection }: Detection) => ({
  ...detection,
  suppressed: detection.suppressed.map(({ id: _id, ...one }) => one),
});

const arbitraryStretch: fc.Arbitrary<LabelledInterval> = fc
  .tuple(fc.integer({ min: -50, max: LENGTH + 50 }), fc.integer({ min: 0, max: 60 }))
  .map(([start, length]) => points(start, start + length));
const arbitraryTeaching: fc.Arbitrary<Labels> = fc.record({
  normal: fc.array(arbitraryStretch, { maxLength: 2 }),
  excluded: fc.array(arbitraryStretch, { maxLength: 2 }),
  falseAlarms: fc.array(arbitraryStretch, { maxLength: 2 }),
});
const arbitrarySeed = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const RUNS = { numRuns: runs(8, 25) };

describe('without a label that overlaps the series', () => {
  test.each([
    ['an empty labels', NOTHING],
    ['stretches before and behind it', { ...NOTHING, normal: [points(-90, -9)], excluded: [points(900, 950, 'a')] }],
    ['stretches between two of its points', { ...NOTHING, falseAlarms: [{ from: 5100, to: 5900, id: 'a' }] }],
    [
      'ends that are no numbers',
      {
        ...NOTHING,
        excluded: [
          { from: NaN, to: 9000, id: 'a' },
          { from: 9000, to: NaN },
        ],
      },
    ],
  ])('%s leaves the verdict as it is, to the last bit', async (_, labels) => {
    const values = rhythm(1, [humpAt(100), jitterAt(300)]);
    const plain = await judged(values);
    expect(plain.sequences.length).toBeGreaterThan(0);
    expect(await judged(values, labels)).toEqual(plain);
  });
});

describe('excluded time', () => {
  it('is not reported and not reconstructed, and is distinguished from a gap', async () => {
    const values = rhythm(2, [humpAt(100), jitterAt(300)]);
    values[105] = NaN;
    const detection = await judged(values, { ...NOTHING, excluded: [points(98, 114, 'outage')] });
    expect(reports(detection, 98, 114)).toBe(false);
    expect(reports(detection, 300, 307)).toBe(true);
    expect(Array.from(detection.certainty.subarray(98, 115))).toEqual(new Array(17).fill(Certainty.excluded));
    expect(detection.reconstruction[100]).toBeNaN();
    expect(detection.certainty[97]).toBeGreaterThan(0);
    expect(detection.usedLabels).toEqual(['outage']);
  });

  it('affects nothing elsewhere: any other numbers in it give the same verdict, to the last bit', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitrarySeed,
        arbitraryTeaching,
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        async (seed, labels, other) => {
          const values = rhythm(seed, [humpAt(100), jitterAt(300)]);
          const random = seeded(seed + 1);
          const within = (i: number) => labels.excluded.some(({ from, to }) => i * STEP >= from && i * STEP <= to);
          const replaced = values.map((value, i) => (within(i) ? other * random() : value));
          expect(await outcomeOf(replaced, labels)).toEqual(await outcomeOf(values, labels));
        }
      ),
      RUNS
    );
  });

  it('hides no lesser anomaly and stretches no scale', async () => {
    const outage = (i: number) => (i >= 150 && i < 165 ? 4000 : 0);
    const calm = await judged(rhythm(3, [jitterAt(300)]), { ...NOTHING, excluded: [points(150, 164)] });
    const after = await judged(rhythm(3, [jitterAt(300), outage]), { ...NOTHING, excluded: [points(150, 164)] });
    expect(reports(calm, 300, 307)).toBe(true);
    expect(after).toEqual(calm);
  });

  it.each([
    ['everything', [{ from: -Infinity, to: Infinity }], 0],
    ['all but a few points', [points(10, 500)], 10],
    ['all but shreds', [points(10, 40), points(52, 200), points(210, 399)], 11],
  ])('is a series that is not judged when it is %s', async (_, excluded, longest) => {
    expect(await outcomeOf(rhythm(4), { ...NOTHING, excluded })).toEqual({
      status: 'skipped',
      reason: 'left-out',
      points: longest,
      needed: WINDOW,
    });
  });

  it('is not the reason to skip a series that was too short, or empty, before', async () => {
    const labels = { ...NOTHING, excluded: [points(90, 95)] };
    expect(await outcomeOf(rhythm(5).slice(0, 10), labels)).toMatchObject({ reason: 'too-short' });
    expect(await outcomeOf(new Float64Array(100).fill(NaN), labels)).toMatchObject({ reason: 'empty' });
  });

  it('causes no report beside it, where windows show a straight line over the gap', async () => {
    const values = rhythm(23).map((value, i) => (i % 80 < 40 ? value : value / 2));
    expect((await judged(values)).sequences).toEqual([]);
    const detection = await judged(values, { ...NOTHING, excluded: [points(150, 165)] });
    expect(detection.sequences).toEqual([]);
    expect([149, 166].map((i) => detection.certainty[i])).toEqual([Certainty.lessCertain, Certainty.lessCertain]);
  });

  it('suppresses reports for a window after it, and none later', async () => {
    const excluded = [points(199, 230)];
    const soon = rhythm(24, [jitterAt(233)]);
    expect(reports(await judged(soon), 233, 240)).toBe(true);
    expect(reports(await judged(soon, { ...NOTHING, excluded }), 231, 245)).toBe(false);
    expect(reports(await judged(rhythm(24, [jitterAt(250)]), { ...NOTHING, excluded }), 250, 257)).toBe(true);
  });

  it('over an original gap changes no verdict', async () => {
    const values = rhythm(22, [jitterAt(300)]).map((value, i) => (i >= 150 && i < 160 ? NaN : value));
    const { certainty, ...marked } = await judged(values, { ...NOTHING, excluded: [points(150, 159, 'a')] });
    const { certainty: before, ...plain } = await judged(values);
    expect(marked).toEqual(plain);
    expect(Array.from(certainty)).toEqual(
      Array.from(before, (one, i) => (i >= 150 && i < 160 ? Certainty.excluded : one))
    );
  });

  it('overrides other labels of the same time', async () => {
    const both = { normal: [points(98, 114)], excluded: [points(98, 114)], falseAlarms: [points(98, 114)] };
    const values = rhythm(6, [humpAt(100), jitterAt(300)]);
    expect(withoutNames(await judged(values, both))).toEqual(
      withoutNames(await judged(values, { ...NOTHING, excluded: both.excluded }))
    );
  });
});

describe('time that is labelled normal', () => {
  it('is not reported, and time outside still is', async () => {
    const values = rhythm(7, [humpAt(100), jitterAt(300)]);
    expect(reports(await judged(values), 100, 111)).toBe(true);
    const detection = await judged(values, { ...NOTHING, normal: [points(90, 125, 'release')] });
    expect(reports(detection, 90, 125)).toBe(false);
    expect(reports(detection, 300, 307)).toBe(true);
    expect(detection.suppressed).toEqual([]);
    expect(detection.usedLabels).toEqual(['release']);
  });

  it('may be everything', async () => {
    const values = rhythm(8, [humpAt(100), jitterAt(300)]);
    const detection = await judged(values, { ...NOTHING, normal: [{ from: -Infinity, to: Infinity }] });
    expect(detection.sequences).toEqual([]);
    expect(detection.reconstruction.every(Number.isFinite)).toBe(true);
  });

  it('is recalled, however rare: a second occurrence is drawn from the good example', async () => {
    const values = rhythm(9, [humpAt(100), humpAt(240)]);
    const errorAt = ({ error }: Detection) => Math.max(...error.subarray(240, 252));
    const plain = await judged(values);
    const usedLabels = await judged(values, { ...NOTHING, normal: [points(96, 116)] });
    expect(errorAt(usedLabels)).toBeLessThan(errorAt(plain));
  });
});

describe('a false alarm', () => {
  // Twice: what comes three times is expected.
  const values = rhythm(10, [humpAt(60), humpAt(160), jitterAt(350)]);

  it('is suppressed where it is labelled and when it recurs; another kind of event is not', async () => {
    const plain = await judged(values);
    expect(plain.sequences).toMatchObject([range(60, 71), range(160, 171), range(350, 357)]);
    const detection = await judged(values, { ...NOTHING, falseAlarms: [points(58, 73, 'backup')] });
    expect(detection.sequences).toMatchObject([range(350, 357)]);
    // The search's own bounds: the hump and what smoothing and buffer add.
    const reach = settings.span + settings.errorBuffer;
    [60, 160].forEach((at, k) => {
      const { from, to, id } = detection.suppressed[k];
      const [start, end] = [from / STEP, to / STEP];
      expect(id).toBe('backup');
      expect(start <= at && start >= at - reach && end >= at + HUMP - 1 && end < at + HUMP + reach).toBe(true);
    });
    expect(detection.usedLabels).toEqual(['backup']);
  });

  it('labelled a second time changes nothing', async () => {
    const once = await judged(values, { ...NOTHING, falseAlarms: [points(58, 73, 'a')] });
    const twice = await judged(values, { ...NOTHING, falseAlarms: [points(58, 73, 'a'), points(60, 70, 'a')] });
    expect(twice).toEqual(once);
  });

  it('that covers everything reports nothing', async () => {
    const detection = await judged(values, { ...NOTHING, falseAlarms: [{ from: -Infinity, to: Infinity, id: 'a' }] });
    expect(detection.sequences).toEqual([]);
    expect(detection.suppressed.length).toBeGreaterThan(0);
  });
});

describe('for random labels', () => {
  it('order, and ends in the wrong order, do not matter', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySeed, arbitraryTeaching, async (seed, labels) => {
        const values = rhythm(seed, [humpAt(60), humpAt(160), jitterAt(300)]);
        const turned = (stretches: readonly LabelledInterval[]) =>
          stretches.map(({ from, to }) => ({ from: to, to: from })).reverse();
        const other = {
          normal: turned(labels.normal),
          excluded: turned(labels.excluded),
          falseAlarms: turned(labels.falseAlarms),
        };
        expect(await outcomeOf(values, other)).toEqual(await outcomeOf(values, labels));
      }),
      RUNS
    );
  });

  it('a stretch equals the two that it is split into, and two that overlap', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySeed, arbitraryTeaching, fc.nat(2), async (seed, labels, overlap) => {
        const values = rhythm(seed, [humpAt(60), humpAt(160), jitterAt(300)]);
        const split = (stretches: readonly LabelledInterval[]) =>
          stretches.flatMap(({ from, to }) => {
            const middle = STEP * Math.floor((from + to) / 2 / STEP);
            return [
              { from, to: middle + overlap * STEP <= to ? middle + overlap * STEP : middle },
              { from: Math.min(to, middle + STEP), to },
            ];
          });
        const other = {
          normal: split(labels.normal),
          excluded: split(labels.excluded),
          falseAlarms: split(labels.falseAlarms),
        };
        expect(await outcomeOf(values, other)).toEqual(await outcomeOf(values, labels));
      }),
      {
        ...RUNS,
        // What is called normal goes on behind what is left out of it, where the split is.
        examples: [[1, { normal: [points(6, 28)], excluded: [points(14, 26)], falseAlarms: [points(39, 50)] }, 0]],
      }
    );
  });

  it('nothing is reported in excluded time, normal time or a false alarm', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySeed, arbitraryTeaching, async (seed, labels) => {
        const outcome = await outcomeOf(rhythm(seed, [humpAt(60), humpAt(160), jitterAt(300)]), labels);
        const said = [...labels.normal, ...labels.excluded, ...labels.falseAlarms];
        const sequences = outcome.status === 'detected' ? outcome.detection.sequences : [];
        const reported = Array.from({ length: LENGTH }, (_, i) => i * STEP).filter((time) =>
          sequences.some((one) => holds(one, time))
        );
        expect(reported.filter((time) => said.some((one) => holds(one, time)))).toEqual([]);
      }),
      RUNS
    );
  });
});

const SIZE = 10;
const SHORT_LENGTH = 100;
const series = {
  times: Float64Array.from({ length: SHORT_LENGTH }, (_, i) => i),
  values: new Float64Array(SHORT_LENGTH).fill(1),
};

/** The points, by number, that stand for slots beside, on either side, and how many slots are gone. */
function leftOutOf(stretches: ReadonlyArray<[number, number]>, given = series) {
  const remaining = withoutExcluded(
    given,
    stretches.map(([from, to]) => ({ from, to }))
  );
  const grid = putOnGrid(remaining.series, SIZE);
  const { gone, beside } = excludedSlots(grid, given, remaining.removed, SIZE);
  const on = (side: number) =>
    Array.from(grid.slotOf.keys()).filter((i) => grid.slotOf[i] >= 0 && beside[grid.slotOf[i]] === side);
  return { before: on(Beside.before), after: on(Beside.after), gone: gone.reduce((sum, one) => sum + one, 0) };
}

const run = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

describe('slots less than a window away from excluded time', () => {
  it('lie on both sides of a short gap', () => {
    expect(leftOutOf([[40, 44]])).toEqual({ before: run(31, 39), after: run(45, 53), gone: 5 });
  });

  it('lie on both sides of a gap that ends a segment, though no slot lies in the gap itself', () => {
    expect(leftOutOf([[40, 59]])).toEqual({ before: run(31, 39), after: run(60, 68), gone: 0 });
  });

  it('are all remaining slots up to a near end of the series', () => {
    expect(
      leftOutOf([
        [40, 41],
        [95, 96],
      ])
    ).toMatchObject({ before: [...run(31, 39), ...run(86, 94)], after: [...run(42, 50), ...run(97, 99)] });
  });

  it('do not lie between two gaps if no slot between them is farther away', () => {
    const between = (next: number) => {
      const { before, after } = leftOutOf([
        [20, 22],
        [next, 44],
      ]);
      return [after, before].map((side) => side.filter((point) => point > 22 && point < next));
    };
    expect(between(41)).toEqual([[], []]);
    expect(between(42)).toEqual([run(23, 31), run(33, 41)]);
  });

  it('do not lie beside an original gap', () => {
    const values = series.values.map((value, i) => (i >= 40 && i < 45 ? NaN : value));
    expect(leftOutOf([[40, 44]], { ...series, values })).toEqual({ before: [], after: [], gone: 0 });
  });
});
