/** @jest-environment node */
import fc from 'fast-check';
import { seeded } from '../../tests/arbitraries';
import { runs } from '../../tests/runs';
import { cosineAutoencoder } from '../../tests/toyAutoencoder';
import { detect } from './pipeline';
import type { Detection } from './detection';
import { judgeInPasses, judgeInSlidingWindows } from './threshold/search';
import { DEFAULT_METHOD, DEFAULT_THRESHOLD, TELEMANOM_THRESHOLD, type DetectorSettings } from './settings';
import { smooth } from './threshold/smooth';
import { spreadOf } from './arithmetic/statistics';

const WINDOW = 16;
const STEP = 1000;
const RUNS = runs(15, 100);
const toy = cosineAutoencoder(WINDOW, 5);

interface Spec {
  readonly seed: number;
  readonly length: number;
  readonly anomalies: number;
  readonly settings: DetectorSettings;
}

const paper = { ...TELEMANOM_THRESHOLD, errorWindow: { batchSize: 40, batches: 5, warmUp: 0 } };
const arbitrarySettings: fc.Arbitrary<DetectorSettings> = fc.record({
  windowSize: fc.constant(WINDOW),
  span: fc.constantFrom(1, 5, 10, 40),
  memory: fc.boolean(),
  evidence: fc.constantFrom('all' as const, 'reconstruction-error' as const),
  smoothing: fc.constantFrom('two-sided' as const, 'causal' as const),
  sensitivity: fc.constantFrom('balanced' as const, 'keen' as const, 'exact' as const),
  floor: fc.constantFrom(0, 1.5),
  pruning: fc.constantFrom(0, 0.13, 0.5),
  errorBuffer: fc.constantFrom(0, 1, 5, 20),
  method: fc.constantFrom(
    DEFAULT_METHOD,
    { ...DEFAULT_METHOD, threshold: { ...DEFAULT_THRESHOLD, passes: 1, localNoise: 0 } },
    { ...DEFAULT_METHOD, threshold: paper, changePoints: false }
  ),
});
const arbitrarySpec: fc.Arbitrary<Spec> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  length: fc.integer({ min: WINDOW, max: 250 }),
  anomalies: fc.integer({ min: 0, max: 3 }),
  settings: arbitrarySettings,
});

/** Quarters only, so that shifting and scaling by whole numbers and powers of two are exact. */
function valuesOf({ seed, length, anomalies }: Spec): number[] {
  const random = seeded(seed);
  const period = 8 + Math.floor(random() * 30);
  const values = Array.from({ length }, (_, i) => 40 * Math.sin((2 * Math.PI * i) / period) + 4 * random());
  for (let k = 0; k < anomalies; k++) {
    const at = Math.floor(random() * length);
    for (let i = at; i < Math.min(length, at + 1 + Math.floor(random() * 12)); i++) {
      values[i] += 60 * (random() - 0.5) + 30;
    }
  }
  return values.map((value) => Math.round(value * 4) / 4);
}

async function judged(values: number[], settings: DetectorSettings, start = 0): Promise<Detection | null> {
  const times = Float64Array.from(values, (_, i) => start + i * STEP);
  const outcome = await detect({ times, values: Float64Array.from(values) }, toy, settings);
  return outcome.status === 'detected' ? outcome.detection : null;
}

const places = (detection: Detection | null) => detection?.sequences.map(({ from, to }) => [from, to]);

async function holds(property: (spec: Spec) => Promise<void>, numRuns = RUNS) {
  await fc.assert(fc.asyncProperty(arbitrarySpec, property), { numRuns });
}

describe('for random series', () => {
  it('many of them hold an anomaly, without which the other tests would prove nothing', async () => {
    const specs = fc.sample(arbitrarySpec, { numRuns: 120, seed: 5 });
    const detections = await Promise.all(specs.map((spec) => judged(valuesOf(spec), spec.settings)));
    const found = detections.filter((detection) => (detection?.sequences.length ?? 0) > 0).length;
    expect(found / specs.length).toBeGreaterThan(0.2);
  });

  it('adding a constant changes no sequence', async () => {
    await holds(async (spec) => {
      const values = valuesOf(spec);
      const plain = await judged(values, spec.settings);
      // A multiple of what centres are rounded to: with another one the network sees values moved by up to a 64th of the
      // half range, and a bound may move by a row.
      const raised = await judged(
        values.map((value) => value + 1024),
        spec.settings
      );
      expect(places(raised)).toEqual(places(plain));
    });
  });

  it('multiplying by a positive number changes no sequence', async () => {
    await holds(async (spec) => {
      // The absolute guard of the paper's preset is in scaled units, so it holds there too.
      const values = valuesOf(spec);
      const plain = await judged(values, spec.settings);
      for (const factor of [2 ** -40, 8]) {
        expect(
          places(
            await judged(
              values.map((value) => value * factor),
              spec.settings
            )
          )
        ).toEqual(places(plain));
      }
    });
  });

  it('shifting time shifts sequences and nothing else', async () => {
    await holds(async (spec) => {
      const values = valuesOf(spec);
      const plain = await judged(values, spec.settings);
      const later = await judged(values, spec.settings, 1.7e12);
      expect(later?.smoothedError).toEqual(plain?.smoothedError);
      expect(later?.score).toEqual(plain?.score);
      expect(later?.sequences).toEqual(
        plain?.sequences.map((one) => ({
          ...one,
          from: one.from + 1.7e12,
          to: one.to + 1.7e12,
          peak: one.peak + 1.7e12,
        }))
      );
    });
  });

  it('a gap is never anomalous by itself, and a longer one never lies within an interval', async () => {
    await holds(async (spec) => {
      const random = seeded(spec.seed + 1);
      const values = valuesOf(spec);
      for (let k = 0; k < 4; k++) {
        const at = Math.floor(random() * values.length);
        values.fill(NaN, at, at + 1 + Math.floor(random() * 2.5 * WINDOW));
      }
      const detection = await judged(values, spec.settings);
      for (const sequence of detection?.sequences ?? []) {
        const [start, peak, end] = [sequence.from, sequence.peak, sequence.to].map((time) => time / STEP);
        expect([start, peak, end].map((point) => Number.isNaN(values[point]))).toEqual([false, false, false]);
        const gaps = Array.from(values.slice(start, end + 1), (value) => (Number.isNaN(value) ? 'x' : ' '));
        const longest = Math.max(
          ...gaps
            .join('')
            .split(' ')
            .map(({ length }) => length)
        );
        expect(longest).toBeLessThanOrEqual(WINDOW / 4);
      }
    });
  });

  it('sequences are disjoint, in order, inside the range, and hold their peaks', async () => {
    await holds(async (spec) => {
      const detection = await judged(valuesOf(spec), spec.settings);
      let previous = -1;
      for (const { from, to, peak, score } of detection?.sequences ?? []) {
        expect(from).toBeGreaterThan(previous);
        expect(to).toBeGreaterThanOrEqual(from);
        expect(peak).toBeGreaterThanOrEqual(from);
        expect(peak).toBeLessThanOrEqual(to);
        expect(score).toBeGreaterThanOrEqual(0);
        previous = to;
      }
      expect(previous).toBeLessThan(spec.length * STEP);
    });
  });
});

/** Errors that are zero but in one block. */
const arbitraryBlock = fc.record({
  length: fc.integer({ min: 20, max: 5000 }),
  start: fc.double({ min: 0, max: 0.99, noNaN: true }),
  size: fc.integer({ min: 1, max: 200 }),
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  span: fc.integer({ min: 2, max: 200 }),
  errorBuffer: fc.integer({ min: 0, max: 30 }),
});

describe('for random errors', () => {
  const settings = { ...DEFAULT_THRESHOLD, relativeGuard: 0 };
  const positions = (length: number) => Float64Array.from({ length }, (_, i) => i);

  it('a longer span adds no point farther from the errors than its own reach and the buffer', () => {
    fc.assert(
      fc.property(arbitraryBlock, ({ length, start, size, seed, span, errorBuffer }) => {
        const random = seeded(seed);
        const first = Math.floor(start * length);
        const last = Math.min(length, first + size) - 1;
        const errors = Float64Array.from({ length }, (_, i) => (i >= first && i <= last ? 0.1 + random() : 0));
        const smoothed = smooth(errors, [{ start: 0, end: length }], span, 'causal');
        const { anomalous } = judgeInPasses(smoothed, positions(length), {
          spread: spreadOf(errors),
          passes: 1,
          shoulder: 0,
          settings: { ...settings, errorBuffer, pruning: 0 },
          floor: 0,
        });
        // e_s decays by 1 − α a point, and epsilon is above the mean, to which the decay itself adds e_s / (αn) and more.
        const alpha = 2 / (span + 1);
        const reach = alpha === 1 ? 0 : Math.log(length * alpha + 1) / -Math.log(1 - alpha) + 1;
        const outside = Array.from(anomalous.keys()).filter(
          (i) => anomalous[i] && (i < first - errorBuffer || i > last + reach + errorBuffer)
        );
        expect(outside).toEqual([]);
      }),
      { numRuns: runs(200, 1000) }
    );
  });

  it('p = 0 prunes nothing', () => {
    fc.assert(
      fc.property(arbitraryBlock, ({ length, seed, span, errorBuffer }) => {
        const random = seeded(seed);
        const errors = Float64Array.from({ length }, () => random() ** 8);
        const smoothed = smooth(errors, [{ start: 0, end: length }], Math.min(span, 10), 'two-sided');
        const options = { ...settings, errorBuffer, pruning: 0, maxSequences: 100 };
        const { windows } = judgeInPasses(smoothed, positions(length), {
          spread: spreadOf(errors),
          passes: 6,
          shoulder: 0,
          settings: options,
          floor: 0,
        });
        expect(windows.flatMap(({ high }) => high.sequences.filter(({ kept }) => !kept))).toEqual([]);
      }),
      { numRuns: runs(50, 200) }
    );
  });

  it('one pass over the whole series is telemanom with one window, except for the named options', () => {
    fc.assert(
      fc.property(arbitraryBlock, ({ length, seed, span, errorBuffer }) => {
        const random = seeded(seed);
        const errors = Float64Array.from({ length }, () => random() ** 6);
        const values = Float64Array.from({ length }, () => random() - 0.5);
        const smoothed = smooth(errors, [{ start: 0, end: length }], span, 'causal');
        const options = { ...TELEMANOM_THRESHOLD, errorBuffer, pruning: 0.13 };
        const sliding = { batchSize: length, batches: 1, warmUp: 0 };
        const whole = judgeInPasses(smoothed, positions(length), {
          spread: spreadOf(values),
          passes: 1,
          shoulder: 0,
          settings: options,
          floor: 0,
        });
        const one = judgeInSlidingWindows(smoothed, positions(length), {
          values,
          sliding,
          settings: options,
          floor: 0,
        });
        expect(whole.sequences).toEqual(one.sequences);
        expect(whole.threshold).toEqual(one.threshold);
      }),
      { numRuns: runs(40, 150) }
    );
  });
});
