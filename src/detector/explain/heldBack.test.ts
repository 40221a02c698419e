/** @jest-environment node */
import fc from 'fast-check';
import { seeded } from '../../../tests/arbitraries';
import { runs } from '../../../tests/runs';
import { cosineAutoencoder } from '../../../tests/toyAutoencoder';
import { run } from '../pipeline';
import type { Detection, HeldBackReason } from '../detection';
import { calledNormal, shouldersIn } from './heldBack';
import { type Interval, holds } from '../interval';
import { verdictOn } from './inspectedVerdict';
import { detectionOf } from '../resultMapping';
import type { PipelineState } from '../state';
import {
  DEFAULT_METHOD,
  DEFAULT_THRESHOLD,
  TELEMANOM_THRESHOLD,
  DEFAULT_DETECTOR_SETTINGS,
  type DetectorSettings,
} from '../settings';

const WINDOW = 16;
const SECOND = 1000;
const toy = cosineAutoencoder(WINDOW, 5);
const paper = { ...TELEMANOM_THRESHOLD, errorWindow: { batchSize: 40, batches: 5, warmUp: 0 } };

interface Spec {
  readonly seed: number;
  readonly length: number;
  readonly anomalies: number;
  readonly gaps: boolean;
  readonly marks: boolean;
  readonly settings: DetectorSettings;
}

const arbitrarySpec: fc.Arbitrary<Spec> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  length: fc.integer({ min: WINDOW, max: 400 }),
  anomalies: fc.integer({ min: 0, max: 4 }),
  gaps: fc.boolean(),
  marks: fc.boolean(),
  settings: fc.record({
    windowSize: fc.constant(WINDOW),
    span: fc.constantFrom(1, 5, 10, 40),
    memory: fc.boolean(),
    evidence: fc.constantFrom('all' as const, 'reconstruction-error' as const),
    smoothing: fc.constantFrom('two-sided' as const, 'causal' as const),
    sensitivity: fc.constantFrom('balanced' as const, 'exact' as const),
    floor: fc.constantFrom(0, 1.5),
    pruning: fc.constantFrom(0, 0.13, 0.5),
    errorBuffer: fc.constantFrom(0, 1, 5, 20),
    method: fc.constantFrom(
      DEFAULT_METHOD,
      { ...DEFAULT_METHOD, threshold: { ...DEFAULT_THRESHOLD, passes: 1, localNoise: 0 } },
      { ...DEFAULT_METHOD, threshold: paper, changePoints: false }
    ),
  }),
});

async function judged({ seed, length, anomalies, gaps, marks, settings }: Spec) {
  const random = seeded(seed);
  const below = (most: number) => Math.floor(random() * most);
  const period = 8 + below(30);
  const values = Float64Array.from({ length }, (_, i) => 40 * Math.sin((2 * Math.PI * i) / period) + 4 * random());
  for (let k = 0; k < anomalies; k++) {
    const at = below(length);
    values.subarray(at, at + 1 + below(12)).forEach((_, i, part) => (part[i] += 60 * (random() - 0.5) + 30));
  }
  if (gaps) {
    const at = below(length);
    values.fill(NaN, at, at + 1 + below(12));
  }
  const stretch = () => {
    const from = below(length) * SECOND;
    return { from, to: from + below(20) * SECOND };
  };
  const labels = marks ? { normal: [stretch()], excluded: [stretch()], falseAlarms: [stretch()] } : undefined;
  const series = { times: values.map((_, i) => i * SECOND), values };
  const examination = await run(series, toy, settings, { labels });
  return examination.status === 'judged'
    ? { findings: examination.state, detection: detectionOf({ ...examination.state, explain: true }) }
    : null;
}

/** Points whose smoothed error is over its threshold by more than rounding. */
function pointsOver({ grid, judged: { smoothed, verdict } }: PipelineState): number[] {
  return Array.from(grid.points).filter((point) => {
    const slot = grid.slotOf[point];
    return smoothed[slot] > verdict.threshold[slot] * (1 + 1e-9);
  });
}

function isSeen(findings: PipelineState, detection: Detection, point: number): boolean {
  const { series, grid } = findings;
  const time = series.times[point];
  const isHere = (one: Interval) => holds(one, time);
  return (
    detection.sequences.some(isHere) ||
    detection.suppressed.some(isHere) ||
    detection.changePoints.some(isHere) ||
    // The line that comes down beside the shading explains itself.
    shouldersIn(findings)[grid.slotOf[point]] === 1 ||
    calledNormal(findings, grid.slotOf[point]) !== null
  );
}

describe('for random series, settings and labels', () => {
  it('each point over the threshold is either explained by the plot or held back for a reason', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySpec, async (spec) => {
        const found = await judged(spec);
        if (!found) {
          return;
        }
        const { findings, detection } = found;
        const { times } = findings.series;
        const heldBack = detection.heldBack ?? [];
        const isHeldBack = (point: number) => heldBack.some((one) => holds(one, times[point]));
        for (const point of pointsOver(findings)) {
          expect(isSeen(findings, detection, point)).not.toBe(isHeldBack(point));
        }
        expect(heldBack.every(({ from, to }) => times.includes(from) && times.includes(to))).toBe(true);
      }),
      { numRuns: runs(40, 150) }
    );
  });

  it('the inspector gives the same reason', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySpec, async (spec) => {
        const found = await judged(spec);
        for (const one of found?.detection.heldBack ?? []) {
          expect(found && verdictOn(found.findings, found.detection, one).reason).toBe(one.reason);
        }
      }),
      { numRuns: runs(20, 80) }
    );
  });

  it('random series show every reason but the rarest', async () => {
    const specs = fc.sample(arbitrarySpec, { numRuns: 240, seed: 5 });
    const reasons = new Set<HeldBackReason>();
    const usual: readonly HeldBackReason[] = ['pruned', 'slope', 'no-sequence', 'beside-left-out'];
    for (const spec of specs) {
      if (!usual.every((reason) => reasons.has(reason))) {
        (await judged(spec))?.detection.heldBack?.forEach(({ reason }) => reasons.add(reason));
      }
    }
    expect([...reasons]).toEqual(expect.arrayContaining([...usual]));
  });
});

it('a calm series holds nothing back', async () => {
  const calm = await judged({
    seed: 3,
    length: 400,
    anomalies: 0,
    gaps: false,
    marks: false,
    settings: { ...DEFAULT_DETECTOR_SETTINGS, windowSize: WINDOW },
  });
  expect(calm?.detection.heldBack).toBeUndefined();
});
