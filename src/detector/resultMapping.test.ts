/** @jest-environment node */
import fc from 'fast-check';
import { seeded } from '../../tests/arbitraries';
import { runs } from '../../tests/runs';
import { cosineAutoencoder } from '../../tests/toyAutoencoder';
import { detect } from './pipeline';
import type { Detection } from './detection';
import { DEFAULT_DETECTOR_SETTINGS } from './settings';
import type { LabelledInterval, Labels } from './labels/labels';
import { type JudgedErrorWindow, inSlots } from './threshold/search';
import { decidedByOf } from './resultMapping';

const WINDOW = 16;
const STEP = 1000;
const LENGTH = 300;
const toy = cosineAutoencoder(WINDOW, 5);
const NOTHING: Labels = { normal: [], excluded: [], falseAlarms: [] };

/** Up and down from point to point, which the toy cannot draw. */
const jitterAt = (start: number) => (i: number) => (i >= start && i < start + 8 ? (i % 2 === 0 ? 16 : -16) : 0);

function rhythm(seed: number, on: ReadonlyArray<(i: number) => number>): Float64Array {
  const random = seeded(seed);
  return Float64Array.from({ length: LENGTH }, (_, i) =>
    on.reduce((sum, one) => sum + one(i), 10 * Math.sin((2 * Math.PI * i) / 20) + random())
  );
}

const points = (start: number, end: number, id?: string): LabelledInterval => ({
  from: start * STEP,
  to: end * STEP,
  id,
});

async function judged(values: Float64Array, labels: Labels, memory: boolean): Promise<Detection> {
  const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: WINDOW, errorBuffer: 4, span: 5, memory };
  const series = { times: values.map((_, i) => i * STEP), values };
  const outcome = await detect(series, toy, settings, { labels });
  if (outcome.status !== 'detected') {
    throw new Error(`It was ${outcome.status}.`);
  }
  return outcome.detection;
}

const values = rhythm(3, [jitterAt(100), jitterAt(200)]);
const named = async (labels: Partial<Labels>, memory: boolean) => {
  const { usedLabels, unusedLabels } = await judged(values, { ...NOTHING, ...labels }, memory);
  return { usedLabels: usedLabels, unusedLabels: unusedLabels };
};

describe('without memory', () => {
  it.each(['normal', 'falseAlarms'] as const)(
    'a mark (%s) where nothing would be reported is unusedLabels',
    async (kind) => {
      expect(await named({ [kind]: [points(40, 60, 'calm')] }, false)).toEqual({
        usedLabels: [],
        unusedLabels: ['calm'],
      });
    }
  );

  it('a good example is used if something in it would be reported', async () => {
    const normal = [points(40, 60, 'calm'), points(96, 112, 'release')];
    expect(await named({ normal }, false)).toEqual({ usedLabels: ['release'], unusedLabels: ['calm'] });
  });

  it('a false alarm is used if it suppresses something', async () => {
    const falseAlarms = [points(96, 112, 'backup'), points(240, 250, 'calm')];
    expect(await named({ falseAlarms }, false)).toEqual({ usedLabels: ['backup'], unusedLabels: ['calm'] });
  });

  it('a good example of what a false alarm suppresses anyway is unused', async () => {
    const both = { normal: [points(96, 112, 'release')], falseAlarms: [points(96, 112, 'backup')] };
    expect(await named(both, false)).toEqual({ usedLabels: ['backup'], unusedLabels: ['release'] });
  });

  it('labels of the same time share their use', async () => {
    const falseAlarms = [points(96, 104, 'a'), points(102, 112, 'b'), points(96, 112, 'c')];
    const { usedLabels, unusedLabels } = await named({ falseAlarms }, false);
    expect([new Set(usedLabels), unusedLabels]).toEqual([new Set(['a', 'b', 'c']), undefined]);
  });
});

describe('with memory', () => {
  it('a label is used if a window of it is remembered', async () => {
    expect(await named({ normal: [points(40, 60, 'calm')] }, true)).toEqual({ usedLabels: ['calm'] });
  });

  it('a label of which no window can be remembered, because it is beside excluded time, is unused', async () => {
    const labels = { normal: [points(45, 46, 'short')], excluded: [points(43, 44, 'a'), points(47, 48, 'b')] };
    expect(await named(labels, true)).toEqual({ usedLabels: ['a', 'b'], unusedLabels: ['short'] });
  });
});

it('a label that holds no point is neither used nor unused', async () => {
  const between = { from: 40_100, to: 40_900, id: 'between' };
  const outside = points(900, 950, 'outside');
  for (const labels of [{ normal: [between, outside] }, { falseAlarms: [between] }, { excluded: [outside] }]) {
    expect(await named(labels, false)).toEqual({ usedLabels: [], unusedLabels: undefined });
  }
});

it('without an unused label the verdict is the same to the last bit', async () => {
  const jitters = fc.array(fc.integer({ min: 0, max: LENGTH - 8 }), { maxLength: 2 });
  const mark = fc.record({
    start: fc.integer({ min: -20, max: LENGTH }),
    length: fc.integer({ min: 0, max: 60 }),
    kind: fc.constantFrom('normal' as const, 'falseAlarms' as const),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      jitters,
      mark,
      fc.boolean(),
      async (seed, at, { start, length, kind }, memory) => {
        const drawn = rhythm(seed, at.map(jitterAt));
        const labels = { ...NOTHING, [kind]: [points(start, start + length, 'mark')] };
        const { unusedLabels, usedLabels, ...marked } = await judged(drawn, labels, memory);
        const { usedLabels: _, ...plain } = await judged(drawn, NOTHING, memory);
        if (!usedLabels.includes('mark')) {
          expect(marked).toEqual(plain);
        }
      }
    ),
    { numRuns: runs(15, 60) }
  );
});

const side = (epsilon: number, sequences: Array<[number, number, number, boolean]>) => ({
  candidates: [],
  chosen: 0,
  z: 3,
  epsilon,
  quiet: false,
  greatestNormal: 0,
  sequences: sequences.map(([start, end, maximum, kept]) => ({ start, end, maximum, margin: 0, kept })),
});
const window = (
  pass: number,
  floor: number,
  high: JudgedErrorWindow['high'],
  members: Int32Array | null
): JudgedErrorWindow => ({
  pass,
  floor,
  high,
  members,
  low: null,
  runs: [],
  scores: [],
  inForce: 0,
  mean: 0,
  sd: 1,
  start: 0,
  end: 99,
  points: 100,
});

describe('the search that decided a sequence', () => {
  const found = [
    window(1, 1, side(4, [[10, 14, 9, true]]), null),
    // The second pass no longer has the points 10 to 14: its own 20 is the series' 25.
    window(
      2,
      1.5,
      side(1.5, [
        [20, 22, 2, true],
        [40, 44, 3, false],
      ]),
      Int32Array.from({ length: 95 }, (_, i) => (i < 10 ? i : i + 5))
    ),
  ];
  const every = Int32Array.from({ length: 100 }, (_, i) => i);
  const judged = { anomalous: new Uint8Array(100), sequences: [], scored: [], threshold: new Float64Array(100) };
  const { windows } = inSlots({ ...judged, windows: found }, every, 100);

  it('is the pass that found it, and epsilon if that was above the floor', () => {
    expect(decidedByOf({ first: 8, last: 16 }, { windows })).toEqual({ pass: 1, decidedBy: 'epsilon' });
  });

  it('is the floor if epsilon was lower', () => {
    expect(decidedByOf({ first: 25, last: 27 }, { windows })).toEqual({ pass: 2, decidedBy: 'floor' });
  });

  it('is that of its severest part if several were merged', () => {
    expect(decidedByOf({ first: 8, last: 27 }, { windows })).toEqual({ pass: 1, decidedBy: 'epsilon' });
  });

  it('is the flatline if the series was flat, whatever else was found there', () => {
    const flatlines = [{ first: 8, last: 30, score: 2 }];
    expect(decidedByOf({ first: 8, last: 30 }, { windows, flatlines })).toEqual({ pass: 1, decidedBy: 'flatline' });
    expect(decidedByOf({ first: 31, last: 33 }, { windows, flatlines })).toEqual({ pass: 1, decidedBy: 'epsilon' });
  });
});

describe('a verdict in slots', () => {
  // The slots 3 and 4 are bridged.
  const observed = Int32Array.of(0, 1, 2, 5, 6, 7);
  const errors = {
    anomalous: new Uint8Array(6),
    sequences: [{ start: 1, end: 4, score: 2 }],
    scored: [],
    threshold: Float64Array.of(1, 2, 3, 4, 5, 6),
  };

  it('has no threshold at a bridged slot, and sequences that span it', () => {
    const { sequences, threshold } = inSlots({ ...errors, windows: [] }, observed, 8);
    expect(sequences).toEqual([{ first: 1, last: 6, score: 2 }]);
    expect(Array.from(threshold)).toEqual([1, 2, 3, NaN, NaN, 4, 5, 6]);
  });

  it('gives slots for the points that a pass still had', () => {
    const pass = window(2, 0, side(1, [[1, 2, 9, true]]), Int32Array.of(0, 1, 3, 5));
    const [{ first, last, high }] = inSlots({ ...errors, windows: [{ ...pass, end: 5 }] }, observed, 8).windows;
    expect([first, last]).toEqual([0, 7]);
    expect(high.sequences.map((one) => [one.first, one.last])).toEqual([[1, 5]]);
  });
});
