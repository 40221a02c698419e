/** @jest-environment node */
import { join } from 'node:path';
import { differences } from '../../../tests/golden/compare';
import { goldenText } from '../../../tests/golden/read';
import { answer, type GoldenCase } from '../../../tests/golden/telemanom';
import { batchesThatFit, errorWindows } from './slidingWindows';

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
