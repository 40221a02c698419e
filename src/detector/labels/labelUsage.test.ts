/** @jest-environment node */
import fc from 'fast-check';
import { seeded } from '../../../tests/arbitraries';
import { runs } from '../../../tests/runs';
import { cosineAutoencoder } from '../../../tests/toyAutoencoder';
import { detect } from '../detect';
import type { Detection } from '../detection';
import { DEFAULT_DETECTOR_SETTINGS } from '../settings';
import type { LabelledInterval, Labels } from './labels';

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
