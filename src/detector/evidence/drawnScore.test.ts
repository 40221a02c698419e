/** @jest-environment node */
import fc from 'fast-check';
import { seeded } from '../../../tests/arbitraries';
import { runs } from '../../../tests/runs';
import { cosineAutoencoder } from '../../../tests/toyAutoencoder';
import { Certainty, type Detection } from '../detection';
import { calledNormal, shouldersIn } from '../explain/heldBack';
import { holds } from '../interval';
import type { Labels } from '../labels/labels';
import { run } from '../pipeline';
import { exceedanceOf } from '../report/severity';
import { detectionOf } from '../resultMapping';
import { DEFAULT_DETECTOR_SETTINGS, DEFAULT_METHOD, TELEMANOM_THRESHOLD, type DetectorSettings } from '../settings';
import type { PipelineState } from '../state';
import { drawnScore, standingOutByScore } from './drawnScore';

const WINDOW = 16;
const STEP = 1000;
/** The longest windows whose distance is evidence. */
const REACH = 128;
const toy = cosineAutoencoder(WINDOW, 5);
const defaults: DetectorSettings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: WINDOW };
const paper = { ...TELEMANOM_THRESHOLD, errorWindow: { batchSize: 40, batches: 5, warmUp: 0 } };

interface Spec {
  readonly seed: number;
  readonly length: number;
  readonly anomalies: number;
  readonly gaps: boolean;
  readonly isLabelled: boolean;
  readonly settings: DetectorSettings;
}

const arbitrarySpec: fc.Arbitrary<Spec> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  length: fc.integer({ min: WINDOW, max: 900 }),
  anomalies: fc.integer({ min: 0, max: 4 }),
  gaps: fc.boolean(),
  isLabelled: fc.boolean(),
  settings: fc.record({
    ...Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, fc.constant(value)])),
    span: fc.constantFrom(1, 5, 10, 40),
    smoothing: fc.constantFrom('two-sided' as const, 'causal' as const),
    sensitivity: fc.constantFrom('quiet' as const, 'balanced' as const, 'keen' as const),
  }) as fc.Arbitrary<DetectorSettings>,
});

/** Quarters only, so that scaling by powers of two is exact. */
function seriesOf({ seed, length, anomalies, gaps, isLabelled }: Spec) {
  const random = seeded(seed);
  const below = (most: number) => Math.floor(random() * most);
  const period = 8 + below(30);
  const values = Float64Array.from({ length }, (_, i) => 40 * Math.sin((2 * Math.PI * i) / period) + 6 * random());
  for (let k = 0; k < anomalies; k++) {
    const at = below(length);
    const height = 60 * random();
    values.subarray(at, at + 1 + below(30)).forEach((_, i, part) => (part[i] += height * random()));
  }
  if (gaps) {
    const at = below(length);
    values.fill(NaN, at, at + 1 + below(12));
  }
  const stretch = () => {
    const from = below(length) * STEP;
    return { from, to: from + below(20) * STEP };
  };
  const labels: Labels | undefined = isLabelled
    ? { normal: [stretch()], excluded: [stretch()], falseAlarms: [stretch()] }
    : undefined;
  return {
    series: { times: values.map((_, i) => i * STEP), values: values.map((value) => Math.round(4 * value) / 4) },
    labels,
  };
}

interface Judged {
  readonly state: PipelineState;
  readonly detection: Detection;
}

async function judged(spec: Spec, changed: Partial<DetectorSettings> = {}, factor = 1): Promise<Judged | null> {
  const { series, labels } = seriesOf(spec);
  const scaled = { ...series, values: series.values.map((value) => value * factor) };
  const result = await run(scaled, toy, { ...spec.settings, ...changed }, { labels });
  return result.status === 'judged' ? { state: result.state, detection: detectionOf(result.state) } : null;
}

const isOver = ({ score, threshold }: Detection, point: number) => exceedanceOf(score[point], threshold[point]) >= 1;

async function holdsFor(property: (judgedOnce: Judged, spec: Spec) => void | Promise<void>, numRuns: number) {
  await fc.assert(
    fc.asyncProperty(arbitrarySpec, async (spec) => {
      const once = await judged(spec);
      if (once) {
        await property(once, spec);
      }
    }),
    { numRuns }
  );
}

describe('for random series, labels and settings', () => {
  it('a reported interval without labels holds a point whose score reaches the threshold, and says which evidence leads at its peak', async () => {
    let found = 0;
    await holdsFor(
      ({ state, detection }, { isLabelled }) => {
        for (const sequence of isLabelled ? [] : detection.sequences) {
          found++;
          const points = Array.from(state.grid.points).filter((point) => holds(sequence, state.series.times[point]));
          expect(points.some((point) => isOver(detection, point))).toBe(true);
          expect(sequence.evidence).toBeDefined();
        }
      },
      runs(25, 40)
    );
    expect(found).toBeGreaterThan(5);
  });

  it('a point whose score reaches the threshold is reported, near a report, held back or labelled', async () => {
    await holdsFor(
      ({ state, detection }) => {
        const { grid, series, labels, anomalies, changePoints } = state;
        const shoulders = shouldersIn(state);
        const shown = [...detection.sequences, ...detection.changePoints, ...detection.suppressed];
        const told = [...shown, ...(detection.heldBack ?? [])];
        for (const point of grid.points) {
          const [slot, time] = [grid.slotOf[point], series.times[point]];
          if (isOver(detection, point)) {
            const isExplained =
              told.some((one) => holds(one, time)) ||
              shoulders[slot] === 1 ||
              [...anomalies, ...changePoints].some(
                ({ first, last }) => slot >= first - REACH && slot <= last + REACH
              ) ||
              calledNormal(state, slot) !== null ||
              labels?.besideExcluded[slot] === 1;
            expect([point, isExplained]).toEqual([point, true]);
          }
        }
      },
      runs(25, 40)
    );
  });

  it('the score is never less than the smoothed error, and is known where the error is', async () => {
    await holdsFor(
      ({ detection: { score, smoothedError, threshold, certainty } }) => {
        for (let point = 0; point < score.length; point++) {
          const isJudged = certainty[point] === Certainty.certain || certainty[point] === Certainty.lessCertain;
          expect([score, smoothedError, threshold].map((one) => Number.isFinite(one[point]))).toEqual(
            Array(3).fill(isJudged)
          );
          if (isJudged) {
            expect(score[point]).toBeGreaterThanOrEqual(smoothedError[point]);
          }
        }
      },
      runs(25, 40)
    );
  });

  it('the threshold is that of the error alone, or one height above it', async () => {
    await holdsFor(
      ({ state, detection: { threshold } }) => {
        const { grid, judged: ofError, scale } = state;
        const raised = new Set<number>();
        for (const point of grid.points) {
          const own = ofError.verdict.threshold[grid.slotOf[point]] * scale.halfRange;
          expect(threshold[point]).toBeGreaterThanOrEqual(own);
          if (threshold[point] > own) {
            raised.add(threshold[point]);
          }
        }
        expect(raised.size).toBeLessThanOrEqual(1);
      },
      runs(25, 40)
    );
  });

  it('multiplying the values by a power of two multiplies score and threshold', async () => {
    await holdsFor(
      async ({ detection }, spec) => {
        for (const factor of [2 ** -20, 16]) {
          const scaled = (await judged(spec, {}, factor))?.detection;
          expect(scaled?.score).toEqual(detection.score.map((one) => one * factor));
          expect(scaled?.threshold).toEqual(detection.threshold.map((one) => one * factor));
        }
      },
      runs(6, 12)
    );
  });

  it('what a label excludes has no score, whatever its values are', async () => {
    await holdsFor(
      ({ detection: { score, threshold, certainty } }) => {
        const excluded = Array.from(certainty.keys()).filter((point) => certainty[point] === Certainty.excluded);
        expect(excluded.every((point) => Number.isNaN(score[point]) && Number.isNaN(threshold[point]))).toBe(true);
      },
      runs(25, 40)
    );
  });
});

describe('the reconstruction error alone', () => {
  it('is the score if it is the only evidence', async () => {
    await holdsFor(
      async (_, spec) => {
        const alone = await judged(spec, { evidence: 'reconstruction-error' });
        expect(alone?.state.scored).toBeNull();
        expect(alone?.detection.score).toEqual(alone?.detection.smoothedError);
        alone?.detection.sequences.forEach((sequence) => expect(sequence).not.toHaveProperty('evidence'));
      },
      runs(6, 12)
    );
  });

  it('is the same error with all evidence', async () => {
    await holdsFor(
      async ({ detection }, spec) => {
        const alone = (await judged(spec, { evidence: 'reconstruction-error' }))?.detection;
        expect(detection.smoothedError).toEqual(alone?.smoothedError);
        expect(detection.reconstruction).toEqual(alone?.reconstruction);
      },
      runs(6, 12)
    );
  });

  it.each<[string, Partial<DetectorSettings>]>([
    ['memory is off', { memory: false }],
    [
      'the windows of errors slide as telemanom’s',
      { method: { ...DEFAULT_METHOD, threshold: paper, changePoints: false } },
    ],
  ])('decides if %s', async (_, changed) => {
    await holdsFor(
      async (_once, spec) => {
        const all = (await judged(spec, changed))?.detection;
        expect(all).toEqual((await judged(spec, { ...changed, evidence: 'reconstruction-error' }))?.detection);
        expect(all?.score).toEqual(all?.smoothedError);
      },
      runs(6, 12)
    );
  });
});

describe('in a series of 1,000 slots with threshold 2', () => {
  const LENGTH = 1000;
  const slots = Int32Array.from({ length: LENGTH }, (_, slot) => slot);
  const flat = (height: number, peaks: Readonly<Record<number, number>> = {}) =>
    Float64Array.from({ length: LENGTH }, (_, slot) => peaks[slot] ?? height);
  const everywhere = () => true;
  const at = (first: number, last = first) => ({ first, last, score: 1 });

  interface Given {
    readonly scores?: Readonly<Record<number, number>>;
    readonly errors?: Readonly<Record<number, number>>;
    readonly agreement?: Readonly<Record<number, number>>;
    /** Lifts of the error. */
    readonly lifts?: Readonly<Record<number, number>>;
    readonly agreed?: ReadonlyArray<ReturnType<typeof at>>;
    readonly found?: ReadonlyArray<ReturnType<typeof at>>;
    readonly flatlines?: ReadonlyArray<ReturnType<typeof at>>;
  }

  function parts({ scores, errors, agreement, lifts: ofError, agreed = [], found = [], flatlines }: Given) {
    const further = agreed.filter((one) => !found.some(({ first, last }) => first <= one.last && one.first <= last));
    const lifts = [Float32Array.from(flat(0, ofError))];
    const evidence = { score: flat(1, scores), agreement: flat(1, agreement), lifts, agreed, further, least: 4 };
    const verdict = { threshold: flat(2), sequences: found, flatlines };
    return [evidence, { slots, smoothed: flat(0.5, errors), verdict } as unknown as PipelineState['judged']] as const;
  }

  it('the threshold stays if no score passes it, and lies just above the greatest that does', () => {
    expect(drawnScore(...parts({ scores: { 500: 1.5 } }), [], everywhere).threshold).toEqual(flat(2));
    const { score, threshold } = drawnScore(...parts({ scores: { 500: 5 } }), [], everywhere);
    expect(threshold).toEqual(flat(5 * (1 + 1e-6)));
    expect(score[500]).toBe(5);
  });

  it('a score up to 128 slots from a report does not raise it, nor one that does not count, which stays below it', () => {
    for (const [slot, height] of [
      [628, 2],
      [629, 5 * (1 + 1e-6)],
    ]) {
      expect(drawnScore(...parts({ scores: { [slot]: 5 } }), [at(490, 500)], everywhere).threshold).toEqual(
        flat(height)
      );
    }
    const { score, threshold } = drawnScore(...parts({ scores: { 700: 5 } }), [], (slot) => slot !== 700);
    expect(threshold).toEqual(flat(2));
    expect(score[700]).toBeLessThan(2);
    expect(score[700]).toBeGreaterThan(1.99);
  });

  it('an error over its threshold is as many raised thresholds high', () => {
    const { score, threshold } = drawnScore(
      ...parts({ scores: { 800: 5, 300: 3 }, errors: { 300: 3 } }),
      [at(300)],
      everywhere
    );
    expect(score[300] / threshold[300]).toBeCloseTo(1.5, 9);
    expect(score[800]).toBe(5);
  });

  it('agreement is as many thresholds high as its search found it', () => {
    const given = { scores: { 800: 5 }, agreement: { 300: 8, 301: 2, 305: 8 }, agreed: [at(300, 301)] };
    const { score, threshold, agreed } = drawnScore(...parts(given), [at(300, 301)], everywhere);
    expect(score[300] / threshold[300]).toBeCloseTo(2, 9);
    expect(score[301] / threshold[301]).toBeCloseTo(0.5, 9);
    expect(score[305]).toBe(1);
    expect(agreed).toEqual([at(300, 301)]);
  });

  it('what the error found too is not decided by agreement', () => {
    const { agreed } = drawnScore(...parts({ agreed: [at(300, 301), at(600)], found: [at(295, 300)] }), [], everywhere);
    expect(agreed).toEqual([at(600)]);
  });

  it.each<[string, Given, boolean]>([
    ['its score is 1.1 times the greatest elsewhere', { scores: { 300: 5.5, 800: 5 } }, true],
    ['its score is less', { scores: { 300: 5.4, 800: 5 } }, false],
    ['the error is large too where the score is greater', { scores: { 300: 2, 800: 5 }, lifts: { 800: 1.5 } }, true],
    ['the greater score is on its shoulder', { scores: { 300: 2, 428: 5 } }, true],
    ['agreement found it', { scores: { 800: 5 }, agreed: [at(298, 300)] }, true],
    ['it is a flatline', { scores: { 800: 5 }, flatlines: [at(300)] }, true],
  ])('an interval is judged to stand out or not: %s', (_, given, stays) => {
    const [evidence, judgedOnce] = parts(given);
    expect(standingOutByScore([at(300)], evidence, judgedOnce, [], everywhere)).toEqual(stays ? [at(300)] : []);
  });

  it('what does not count and change points say nothing against an interval', () => {
    const [evidence, judgedOnce] = parts({ scores: { 300: 2, 800: 5 } });
    expect(standingOutByScore([at(300)], evidence, judgedOnce, [], (slot) => slot !== 800)).toHaveLength(1);
    expect(standingOutByScore([at(300)], evidence, judgedOnce, [at(700)], everywhere)).toHaveLength(1);
  });
});
