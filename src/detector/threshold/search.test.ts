/** @jest-environment node */
import { join } from 'node:path';
import { seeded } from '../../../tests/arbitraries';
import type { ErrorWindowSettings } from './errorWindow';
import { judgeInPasses, batchesThatFit, errorWindows } from './search';
import { DEFAULT_THRESHOLD } from '../settings';
import { spreadOf } from '../arithmetic/statistics';
import { differences } from '../../../tests/golden/compare';
import { goldenText } from '../../../tests/golden/read';
import { answer, type GoldenCase } from '../../../tests/golden/telemanom';

const settings: ErrorWindowSettings = { ...DEFAULT_THRESHOLD, errorBuffer: 2, pruning: 0.13 };
const random = seeded(11);
const noise = Float64Array.from({ length: 1000 }, () => 0.1 + 0.02 * random());
const spread = spreadOf(noise.map((_, i) => Math.sin(i / 5)));
const line = Float64Array.from(noise.keys());

/** A great block and a lesser one. */
const errors = noise.map((error, i) => (i >= 200 && i < 260 ? 4 : i >= 700 && i < 720 ? 0.9 : error));
const judge = (passes: number, floor = 0, changed: Partial<ErrorWindowSettings> = {}) =>
  judgeInPasses(errors, line, {
    spread,
    passes,
    shoulder: 8,
    settings: { ...settings, ...changed },
    floor,
  });
const bounds = (passes: number, floor = 0) => judge(passes, floor).sequences.map(({ start, end }) => [start, end]);

describe('several passes', () => {
  it('find the lesser anomaly that the greater one hides from the first', () => {
    expect(bounds(1)).toEqual([[198, 261]]);
    expect(bounds(2)).toEqual([
      [198, 261],
      [698, 721],
    ]);
  });

  it('end at the floor', () => {
    expect(bounds(6, 1)).toEqual([[198, 261]]);
  });

  it('end with a pass that finds nothing', () => {
    const { windows } = judge(50, 0.2);
    expect(windows.map(({ pass, points }) => [pass, points])).toEqual([
      [1, 1000],
      [2, 936],
      [3, 912],
    ]);
  });

  it('draw one threshold, the lowest that found anything', () => {
    const { threshold, windows } = judge(2);
    expect(new Set(threshold)).toEqual(new Set([windows[1].inForce]));
    expect(windows[1].inForce).toBeLessThan(windows[0].inForce);
  });

  it('draw the first pass’s threshold if nothing was found', () => {
    const { threshold, sequences, windows } = judgeInPasses(noise, line, {
      spread,
      passes: 3,
      shoulder: 8,
      settings,
      floor: 5,
    });
    expect(sequences).toEqual([]);
    expect(windows).toHaveLength(1);
    expect(threshold[0]).toBe(5);
  });

  it('do not lengthen a sequence by its shoulder', () => {
    const sloping = noise.map((error, i) => error + 4 * 0.7 ** Math.max(0, Math.abs(i - 230) - 30));
    const slow = (slope: number) =>
      judgeInPasses(sloping, line, {
        spread,
        passes: 6,
        shoulder: slope,
        settings,
        floor: 0.2,
      }).sequences.map(({ start, end }) => end - start + 1);
    const [once] = judgeInPasses(sloping, line, {
      spread,
      passes: 1,
      shoulder: 8,
      settings,
      floor: 0.2,
    }).sequences;
    expect(slow(8)).toEqual([once.end - once.start + 1]);
    expect(slow(0)[0]).toBeGreaterThan(slow(8)[0]);
  });

  it('lengthen a sequence by a run that is too long for a shoulder', () => {
    const stepped = noise.map((error, i) => (i >= 200 && i < 230 ? 4 : i >= 230 && i < 260 ? 1 : error));
    const { sequences } = judgeInPasses(stepped, line, {
      spread,
      passes: 6,
      shoulder: 8,
      settings,
      floor: 0.2,
    });
    expect(sequences.map(({ start, end }) => [start, end])).toEqual([[198, 261]]);
  });

  it('find nothing in errors that are all alike', () => {
    const alike = new Float64Array(300).fill(0.1);
    const { sequences, threshold } = judgeInPasses(alike, line.subarray(0, 300), {
      spread,
      passes: 5,
      shoulder: 8,
      settings,
      floor: 0,
    });
    expect(sequences).toEqual([]);
    expect(threshold[0]).toBeGreaterThanOrEqual(0.1);
  });

  it('end if no point is left', () => {
    const few = Float64Array.of(1, 1, 1);
    const alike = { ...settings, leastDeviation: 0 };
    const { windows, anomalous } = judgeInPasses(few, line.subarray(0, 3), {
      spread: spreadOf(few),
      passes: 5,
      shoulder: 8,
      settings: alike,
      floor: 0,
    });
    expect(Array.from(anomalous)).toEqual([1, 1, 1]);
    expect(windows).toHaveLength(1);
  });
});

const golden = (file: string): GoldenCase[] => JSON.parse(goldenText(join(__dirname, '../../../tests/golden', file)));

describe('the threshold in sliding windows', () => {
  it.each(['telemanom-dynamic-threshold.json.gz', 'telemanom-edge-cases.json'])(
    'answers %s as telemanom does',
    (file) => {
      const cases = golden(file);
      expect(cases.length).toBeGreaterThanOrEqual(24);
      expect(
        cases.flatMap((one) => differences(one.expected, answer(one)).map((text) => `${one.name}: ${text}`))
      ).toEqual([]);
    }
  );

  it('the comparison shows a difference in any part of an answer', () => {
    const [one] = golden('telemanom-edge-cases.json').filter(({ expected }) => expected.sequences.length > 0);
    const { expected } = one;
    const nudge = (value: number) => value * (1 + 1e-8);
    const wrong = [
      { ...expected, windowSize: expected.windowSize + 1 },
      { ...expected, normalizedError: nudge(expected.normalizedError) },
      { ...expected, smoothed: expected.smoothed.map(nudge) },
      { ...expected, windows: expected.windows.map((window) => ({ ...window, end: window.end - 1 })) },
      { ...expected, windows: expected.windows.map((window) => ({ ...window, epsilon: nudge(window.epsilon) })) },
      { ...expected, windows: expected.windows.map((window) => ({ ...window, z: window.z + 0.5 })) },
      { ...expected, anomalousIndices: expected.anomalousIndices.slice(1) },
      { ...expected, sequences: expected.sequences.map(([start, end]) => [start + 1, end] as const) },
      { ...expected, scores: expected.scores.map((score) => ({ ...score, score: nudge(score.score) })) },
    ];
    expect(wrong.map((other) => differences(other, answer(one)).length)).toEqual(wrong.map(() => 1));
  });
});

describe('error windows', () => {
  const sliding = { batchSize: 10, batches: 3, warmUp: 0 };

  it('slide by a batch, and the last one takes the rest', () => {
    expect(errorWindows(57, sliding)).toEqual([
      { start: 0, end: 30 },
      { start: 10, end: 40 },
      { start: 20, end: 57 },
    ]);
  });

  it('shrink to one if the series is short', () => {
    expect(batchesThatFit(15, sliding)).toBe(2);
    expect(errorWindows(15, sliding)).toEqual([{ start: 0, end: 15 }]);
  });

  it('do not shrink for less than a missing batch', () => {
    expect(batchesThatFit(25, sliding)).toBe(3);
  });
});
