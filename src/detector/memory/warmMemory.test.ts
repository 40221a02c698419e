/** @jest-environment node */
import fc from 'fast-check';
import { memoryRefused } from '../../shared/detectorMessages';
import { inEnglish } from '../../shared/message';
import { seeded } from '../../../tests/arbitraries';
import { cosineAutoencoder } from '../../../tests/toyAutoencoder';
import { detect, run } from '../pipeline';
import type { Detection } from '../detection';
import { learntMemory, type LearntMemory, MOST_BYTES, readMemory, rememberedFor } from './learntMemory';
import type { PipelineState } from '../state';
import { DEFAULT_DETECTOR_SETTINGS } from '../settings';
import { learn } from './learn';
import { MOST_LEARNT, type RememberedWindows } from './warmMemory';

const WINDOW = 16;
const STEP = 1000;
const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: WINDOW, errorBuffer: 4, span: 5 };
const toy = cosineAutoencoder(WINDOW, 6);
const fit = { sha256: 'abc', windowSize: WINDOW };

function rhythm(length: number, seed: number, on: (i: number) => number = () => 0): Float64Array {
  const random = seeded(seed);
  // A beat in every fifth cycle, so that a short series has seen it once at most.
  return Float64Array.from({ length }, (_, i) => {
    const beat = i % 100 >= 60 && i % 100 < 70 ? 14 : 0;
    return 10 * Math.sin((2 * Math.PI * i) / 20) + beat + random() + on(i);
  });
}

const seriesOf = (values: Float64Array, start = 0) => ({ times: values.map((_, i) => start + i * STEP), values });

async function findingsOf(values: Float64Array): Promise<PipelineState> {
  const examination = await run(seriesOf(values), toy, settings);
  if (examination.status !== 'judged') {
    throw new Error(examination.reason);
  }
  return examination.state;
}

async function learntFrom(values: Float64Array, most?: number): Promise<RememberedWindows> {
  const learnt = learn(await findingsOf(values), most);
  if (!learnt) {
    throw new Error('Nothing was learnt.');
  }
  return { id: 'a', ...learnt };
}

async function judged(values: Float64Array, remembered?: RememberedWindows): Promise<Detection> {
  const outcome = await detect(seriesOf(values, 5e8), toy, settings, { remembered });
  if (outcome.status !== 'detected') {
    throw new Error(outcome.status);
  }
  return outcome.detection;
}

describe('what is learnt', () => {
  it('shows the series at the times that it names, in its scale, without what was reported', async () => {
    const values = rhythm(1500, 1, (i) => (i >= 700 && i < 708 ? (i % 2 === 0 ? 40 : -40) : 0));
    const { starts, windows, scale, step, errors } = await learntFrom(values);
    expect(step).toBe(STEP);
    expect(starts.length).toBeGreaterThan(100);
    expect(starts.length).toBeLessThanOrEqual(MOST_LEARNT);
    starts.forEach((start, w) => {
      const first = start / STEP;
      expect(first + WINDOW <= 700 || first > 707).toBe(true);
      for (let t = 0; t < WINDOW; t++) {
        const scaled = (values[first + t] - scale.centre) / scale.halfRange;
        expect(windows[w * WINDOW + t]).toBeCloseTo(scaled, 5);
        expect(errors[w * WINDOW + t]).toBeGreaterThanOrEqual(0);
      }
    });
  });

  it('is spread: of fewer windows the first ones are the same, and each is no nearer to those before than any later one', async () => {
    const findings = await findingsOf(rhythm(1500, 2));
    const many = learn(findings, 40);
    const few = learn(findings, 8);
    expect(few?.starts).toEqual(many?.starts.slice(0, 8));
    const latents = await toy.encode(many!.windows, 40);
    const nearestBefore = Array.from({ length: 39 }, (_, k) => {
      const row = (w: number) => latents.subarray(w * 6, (w + 1) * 6);
      const distances = Array.from({ length: k + 1 }, (_, w) =>
        Math.hypot(...row(k + 1).map((value, i) => value - row(w)[i]))
      );
      return Math.min(...distances);
    });
    nearestBefore.slice(1).forEach((distance, k) => expect(distance).toBeLessThanOrEqual(nearestBefore[k] + 1e-6));
  });

  it('is nothing without memory', async () => {
    const examination = await run(seriesOf(rhythm(300, 3)), toy, { ...settings, memory: false });
    expect(examination.status === 'judged' && learn(examination.state)).toBeNull();
  });
});

describe('a short series with what was learnt of it', () => {
  const short = rhythm(130, 4);
  const errorAtBeat = ({ error }: Detection) => Math.max(...error.subarray(60, 70));

  it('is drawn better where it does what it has seldom done yet', async () => {
    const alone = await judged(short);
    const warm = await judged(short, await learntFrom(rhythm(1500, 5)));
    expect(errorAtBeat(warm)).toBeLessThan(0.6 * errorAtBeat(alone));
  });

  it('takes the scale that was learnt while it is short, so that even a flat one is judged', async () => {
    const flat = new Float64Array(60).fill(3);
    expect(await detect(seriesOf(flat), toy, settings)).toMatchObject({ status: 'skipped', reason: 'constant' });
    const remembered = await learntFrom(rhythm(1500, 5));
    expect(await detect(seriesOf(flat), toy, settings, { remembered })).toMatchObject({ status: 'detected' });
  });

  it('is as it would be alone where what was learnt has another step, and says so', async () => {
    const slower = { ...(await learntFrom(rhythm(1500, 5))), step: 2 * STEP };
    // The second one is so short that it would take the scale, too.
    for (const values of [short, short.slice(0, 90)]) {
      expect(await judged(values, slower)).toEqual({ ...(await judged(values)), memoryMismatch: 'other-step' });
    }
  });

  it('recalls a window of its own unit, whatever the scale was then', async () => {
    const long = rhythm(1500, 6);
    const remembered = await learntFrom(rhythm(1500, 5));
    const doubled = {
      ...remembered,
      scale: { centre: remembered.scale.centre, halfRange: 2 * remembered.scale.halfRange },
      windows: remembered.windows.map((value) => value / 2),
      errors: remembered.errors.map((value) => value / 2),
    };
    expect(await judged(long, doubled)).toEqual(await judged(long, remembered));
  });
});

describe('the document', () => {
  it('gives back what was learnt, to a hundredth of the scale, under the series’ own name', async () => {
    const learnt = await learntFrom(rhythm(1500, 7));
    const memory = learntMemory([{ name: 'cpu', learnt }], fit);
    const reading = readMemory(JSON.stringify(memory), fit);
    const remembered = reading.status === 'read' ? rememberedFor(reading.memory, 'cpu') : undefined;
    expect(remembered).toMatchObject({ scale: learnt.scale, step: STEP, windowSize: WINDOW, starts: learnt.starts });
    remembered?.windows.forEach((value, i) => expect(Math.abs(value - learnt.windows[i])).toBeLessThan(0.0051));
    expect(reading.status === 'read' && rememberedFor(reading.memory, 'ram')).toBeUndefined();
  });

  it('gives nothing back of a series of which nothing was learnt, nor of one with another name', async () => {
    const learnt = await learntFrom(rhythm(900, 7), 0);
    expect(learntMemory([{ name: 'cpu', learnt }], fit).series).toEqual([]);
    const read = (series: unknown[]) => {
      const reading = readMemory({ format: 1, model: fit.sha256, windowSize: WINDOW, series }, fit);
      return reading.status === 'read'
        ? rememberedFor(reading.memory, 'cpu')
        : inEnglish(memoryRefused(reading.refusal));
    };
    const empty = { name: 'cpu', scale: { centre: 0, halfRange: 1 }, step: STEP, windows: [] };
    expect([read([]), read([empty]), read([{ ...empty, name: 'CPU' }])]).toEqual([undefined, undefined, undefined]);
  });

  it('is sound whatever gaps the series had', async () => {
    const values = rhythm(1500, 12).map((value, i) => (i % 97 < 9 || (i > 700 && i < 760) ? NaN : value));
    const memory = learntMemory([{ name: 'a', learnt: await learntFrom(values) }], fit);
    expect(readMemory(JSON.stringify(memory), fit).status).toBe('read');
    expect(memory.series[0].windows.length).toBeGreaterThan(50);
  });

  it('has one id for the same windows and another for others', async () => {
    const idOf = async (seed: number) =>
      rememberedFor(learntMemory([{ name: 'a', learnt: await learntFrom(rhythm(900, seed)) }], fit), 'a')?.id;
    expect(await idOf(8)).toBe(await idOf(8));
    expect(await idOf(8)).not.toBe(await idOf(9));
  });

  it('stays below a megabyte however many series there are, and all have their share', async () => {
    const learnt = await learntFrom(rhythm(4000, 10));
    const named = Array.from({ length: 60 }, (_, i) => ({ name: `Größe ${i}`, learnt }));
    const memory = learntMemory(named, fit);
    expect(Buffer.byteLength(JSON.stringify(memory))).toBeLessThanOrEqual(MOST_BYTES);
    expect(Buffer.byteLength(JSON.stringify(memory))).toBeGreaterThan(0.8 * MOST_BYTES);
    expect(new Set(memory.series.map(({ windows }) => windows.length)).size).toBe(1);
  });

  const made: LearntMemory = {
    format: 1,
    model: 'abc',
    windowSize: 2,
    series: [
      {
        name: 'a',
        scale: { centre: 0, halfRange: 1 },
        step: 1,
        windows: [{ start: 0, values: [1, 2], errors: [0, 1] }],
      },
    ],
  };
  const small = { sha256: 'abc', windowSize: 2 };
  const windowsAre = (windows: unknown) => ({ ...made, series: [{ ...made.series[0], windows }] });

  test.each([
    ['no JSON', '{"format": 1,', 'This is not a learnt memory of Residual.'],
    ['another document', { panels: [] }, 'This is not a learnt memory of Residual.'],
    ['nothing', undefined, 'This is not a learnt memory of Residual.'],
    ['another version', { ...made, format: 2 }, 'This memory was written by another version of Residual.'],
    ['another model', { ...made, model: 'def' }, 'This memory was learnt with another model.'],
    ['another window', { ...made, windowSize: 64 }, 'This memory contains windows of 64 points, not of 2.'],
    ['too much', ' '.repeat(MOST_BYTES + 1), 'This memory file is larger than 1 MB'],
    ['too much in few letters', 'ß'.repeat(MOST_BYTES / 2 + 1), 'This memory file is larger than 1 MB'],
    ['a short window', windowsAre([{ start: 0, values: [1], errors: [0, 1] }]), 'Series 1 of this memory is damaged.'],
    [
      'a negative error',
      windowsAre([{ start: 0, values: [1, 2], errors: [0, -1] }]),
      'Series 1 of this memory is damaged.',
    ],
    ['a scale of nothing', { ...made, series: [{ ...made.series[0], scale: { centre: 0, halfRange: 0 } }] }, 'damaged'],
  ])('that is %s is refused with a sentence', (_, given, message) => {
    const reading = readMemory(given, small);
    expect(reading.status === 'refused' && inEnglish(memoryRefused(reading.refusal))).toContain(message);
  });

  it('that names no model is refused, though the one that runs has no name either', () => {
    const reading = readMemory({ ...made, model: '' }, { ...small, sha256: '' });
    expect(reading.status === 'refused' && inEnglish(memoryRefused(reading.refusal))).toContain(
      'learnt with another model'
    );
  });

  describe('of series with windows of different sizes', () => {
    const sized = (windowSize: number) => ({
      scale: { centre: 0, halfRange: 1 },
      step: 1,
      windowSize,
      starts: new Float64Array(1),
      windows: new Float32Array(windowSize),
      errors: new Float32Array(windowSize),
    });
    const any = { sha256: 'abc', windowSize: 'auto' as const };
    const mixed = learntMemory(
      [64, 32, 64].map((size, i) => ({ name: `s${i}`, learnt: sized(size) })),
      any
    );
    const sizesFor = (windowSize: number | 'auto') => {
      const reading = readMemory(JSON.stringify(mixed), { sha256: 'abc', windowSize });
      return reading.status === 'read'
        ? ['s0', 's1', 's2'].map((name) => rememberedFor(reading.memory, name)?.windowSize)
        : inEnglish(memoryRefused(reading.refusal));
    };

    it('names the size of most once, and others with their series', () => {
      expect(mixed.windowSize).toBe(64);
      expect(mixed.series.map(({ windowSize }) => windowSize)).toEqual([undefined, 32, undefined]);
    });

    it('gives each its own back, or those of the size that is set', () => {
      expect(sizesFor('auto')).toEqual([64, 32, 64]);
      expect(sizesFor(64)).toEqual([64, undefined, 64]);
      expect(sizesFor(32)).toEqual([undefined, 32, undefined]);
      expect(sizesFor(48)).toContain('contains windows of 64, 32 points, not of 48.');
    });

    it('is refused where a size is none that a window can have', () => {
      for (const windowSize of [8, 1000, 32.5, '32']) {
        const [first, ...others] = mixed.series;
        expect(readMemory({ ...mixed, windowSize }, any).status).toBe('refused');
        expect(readMemory({ ...mixed, series: [{ ...first, windowSize }, ...others] }, any).status).toBe('refused');
      }
    });
  });

  it('is read as text and as an object', () => {
    expect(readMemory(made, small)).toEqual({ status: 'read', memory: made });
    expect(readMemory(JSON.stringify(made), small)).toEqual({ status: 'read', memory: made });
  });

  it('never throws, whatever it is given, and whatever one piece of it is replaced by', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }), (anything) => {
        expect(readMemory(anything, small).status).toBe('refused');
      }),
      { numRuns: 500 }
    );
    const paths = [
      'format',
      'model',
      'windowSize',
      'series',
      'series.0',
      'series.0.name',
      'series.0.scale',
      'series.0.step',
    ];
    const deeper = [
      'series.0.windows',
      'series.0.windows.0',
      'series.0.windows.0.values',
      'series.0.windows.0.errors.1',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...paths, ...deeper), fc.jsonValue(), (path, replacement) => {
        const copy = JSON.parse(JSON.stringify(made));
        const keys = path.split('.');
        const last = keys.pop() as string;
        const holder = keys.reduce((at, key) => at[key], copy);
        holder[last] = replacement;
        const reading = readMemory(copy, small);
        if (reading.status === 'read') {
          reading.memory.series.forEach(({ name }) =>
            rememberedFor(reading.memory, name)?.windows.forEach((value) => expect(value).not.toBeNaN())
          );
        } else {
          expect(inEnglish(memoryRefused(reading.refusal))).toMatch(/\.$/);
        }
      }),
      { numRuns: 500 }
    );
  });
});
