/** @jest-environment node */
import fc from 'fast-check';
import { seeded } from '../../../tests/arbitraries';
import { cosineAutoencoder } from '../../../tests/toyAutoencoder';
import { detect, run } from '../pipeline';
import { learntMemory, rememberedFor } from './learntMemory';
import { memoryMismatchOf, type RememberedWindows } from './warmMemory';
import { findScale } from '../grid/scale';
import { DEFAULT_DETECTOR_SETTINGS } from '../settings';
import { learn } from './learn';

const WINDOW = 16;
const STEP = 1000;
const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: WINDOW, errorBuffer: 4, span: 5 };
const toy = cosineAutoencoder(WINDOW, 6);

const seriesOf = (values: Float64Array) => ({ times: values.map((_, i) => i * STEP), values });

/** A load in per cent: 20 to 60, with two days in seven at rest between 0 and 0.2. */
function load(length: number, seed: number, { rests = true } = {}): Float64Array {
  const random = seeded(seed);
  return Float64Array.from({ length }, (_, i) =>
    rests && i % 700 >= 500 ? 0.2 * random() : 40 + 18 * Math.sin((2 * Math.PI * i) / 20) + 4 * random() - 2
  );
}

/** By way of the document, as a panel is given it. */
async function learntFrom(values: Float64Array): Promise<RememberedWindows> {
  const examination = await run(seriesOf(values), toy, settings);
  const learnt = examination.status === 'judged' ? learn(examination.state) : null;
  const memory = learntMemory(learnt ? [{ name: 'a', learnt }] : [], { sha256: 'abc', windowSize: WINDOW });
  const remembered = rememberedFor(memory, 'a');
  if (!remembered) {
    throw new Error('Nothing was learnt.');
  }
  return remembered;
}

const memoryMismatch = (remembered: RememberedWindows, values: Float64Array, step = STEP) =>
  memoryMismatchOf(remembered, { values, scale: findScale(values), step });

let busy: RememberedWindows;
let resting: RememberedWindows;
beforeAll(async () => {
  busy = await learntFrom(load(1400, 1, { rests: false }));
  resting = await learntFrom(load(2800, 2));
});

describe('a memory that was learnt in another unit', () => {
  const UNITS: ReadonlyArray<readonly [string, number]> = [
    ['shares for per cent', 1 / 100],
    ['per cent for shares', 100],
    ['seconds for milliseconds', 1 / 1000],
    ['bytes for GiB', 2 ** 30],
    ['GB for bytes', 1e-9],
    ['minutes for seconds', 1 / 60],
  ];

  // Fewer points than eight windows, which would take the scale that was learnt, and more.
  test.each(UNITS.flatMap(([name, factor]) => [90, 400].map((points) => [name, points, factor] as const)))(
    '%s: the verdict on %d points is what it is without, and says why',
    async (_, points, factor) => {
      const series = seriesOf(load(points, 3, { rests: false }).map((value) => value * factor));
      const alone = await detect(series, toy, settings);
      const given = await detect(series, toy, settings, { remembered: busy });
      expect(alone.status).toBe('detected');
      expect(given).toEqual({
        ...alone,
        detection: { ...('detection' in alone && alone.detection), memoryMismatch: 'other-scale' },
      });
    }
  );

  test('of a series that keeps one value far from all that was learnt, it is not judged, as without', async () => {
    const series = seriesOf(new Float64Array(90).fill(4000));
    expect(await detect(series, toy, settings, { remembered: busy })).toMatchObject({
      status: 'skipped',
      reason: 'constant',
      memoryMismatch: 'other-scale',
    });
  });
});

describe('a memory that was learnt of this very thing is of use', () => {
  const from = (first: number, points: number, seed = 4) => load(first + points, seed).slice(first);

  test.each([
    ['in the busy hours', from(0, 90)],
    ['where it is at rest, which was learnt too', from(510, 90)],
    ['where it is about to rest', from(460, 90)],
    ['stuck at a usual value', new Float64Array(90).fill(41)],
    ['all but stuck at a usual value', load(90, 5).map((value) => 41 + value / 1e4)],
    ['gone, so that it is nothing but zeros', new Float64Array(90)],
    ['twice as high as ever', from(0, 90).map((value) => 2 * value)],
    [
      'torn by a hundred times its size in one point of thirty',
      from(0, 90).map((value, i) => (i % 30 ? value : 100 * value)),
    ],
  ])('%s', (_, values) => {
    expect(memoryMismatch(resting, values)).toBeNull();
  });

  test('but rest that was not learnt cannot be told from another unit', () => {
    expect(memoryMismatch(busy, from(510, 90))).toBe('other-scale');
  });
});

test('a level at which the learnt scale cuts off is another scale, one that it reaches is not', () => {
  const { centre, halfRange } = busy.scale;
  const beside = (halfRanges: number) =>
    load(90, 6, { rests: false }).map((value) => value - 40 + centre + halfRanges * halfRange);
  // Scaled values are cut off at 4.
  expect(memoryMismatch(busy, beside(3.5))).toBeNull();
  expect(memoryMismatch(busy, beside(4.5))).toBe('other-scale');
});

test('points that lie nearer to each other, or farther apart, are said to be just that', () => {
  const values = load(90, 7, { rests: false });
  expect([0.5, 0.94, 1.06, 2].map((times) => memoryMismatch(busy, values, times * STEP))).toEqual(
    Array(4).fill('other-step')
  );
  expect([0.96, 1.04].map((times) => memoryMismatch(busy, values, times * STEP))).toEqual([null, null]);
  expect(memoryMismatch(busy, values, NaN)).toBe('other-step');
});

test('never throws, whatever the numbers', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (values) => {
      expect([null, 'other-scale']).toContain(memoryMismatch(busy, Float64Array.from(values)));
    })
  );
});
