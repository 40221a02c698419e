import { moments, pairwiseSum } from '../../src/detector/arithmetic/statistics';
import { TELEMANOM_THRESHOLD } from '../../src/detector/settings';
import { batchesThatFit, judgeInSlidingWindows } from '../../src/detector/threshold/search';
import { settleStart, smooth } from '../../src/detector/threshold/smooth';

/** One run of the reference, as the golden files record it (tests/golden/README.md). */
export interface GoldenCase {
  readonly name?: string;
  readonly config: {
    readonly batch_size: number;
    readonly window_size: number;
    readonly smoothing_perc: number;
    readonly l_s: number;
    readonly error_buffer: number;
    readonly p: number;
  };
  readonly y_test: readonly number[];
  readonly y_hat: readonly number[];
  readonly expected: GoldenAnswer;
}

export interface GoldenAnswer {
  readonly smoothed: readonly number[];
  readonly windows: ReadonlyArray<{
    readonly start: number;
    readonly end: number;
    readonly epsilon: number;
    readonly z: number;
    readonly epsilonInverse: number;
    readonly zInverse: number;
  }>;
  readonly anomalousIndices: readonly number[];
  readonly sequences: ReadonlyArray<readonly [number, number]>;
  readonly scores: ReadonlyArray<{ readonly start: number; readonly end: number; readonly score: number }>;
  readonly normalizedError: number;
  readonly windowSize: number;
}

/** The detector's answer to a golden case, in the reference's form. */
export function answer({ config, y_test, y_hat }: Pick<GoldenCase, 'config' | 'y_test' | 'y_hat'>): GoldenAnswer {
  const n = y_test.length;
  const values = Float64Array.from(y_test);
  const errors = values.map((value, i) => Math.abs(y_hat[i] - value));
  const sliding = { batchSize: config.batch_size, batches: config.window_size, warmUp: config.l_s };
  const span = Math.trunc(config.batch_size * config.window_size * config.smoothing_perc);
  const smoothed = settleStart(
    smooth(errors, [{ start: 0, end: n }], span, 'causal'),
    config.l_s,
    (head) => moments(head).mean
  );
  const verdict = judgeInSlidingWindows(
    smoothed,
    Float64Array.from({ length: n }, (_, i) => i),
    {
      values,
      sliding,
      settings: { ...TELEMANOM_THRESHOLD, errorBuffer: config.error_buffer, pruning: config.p },
      floor: 0,
    }
  );
  const range = values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity);
  return {
    smoothed: Array.from(smoothed),
    windows: verdict.windows.map(({ start, end, high, low }) => ({
      start,
      end: end + 1,
      epsilon: high.epsilon,
      z: high.z,
      epsilonInverse: low?.epsilon ?? NaN,
      zInverse: low?.z ?? NaN,
    })),
    anomalousIndices: Array.from(verdict.anomalous.keys()).filter((i) => verdict.anomalous[i] === 1),
    sequences: verdict.sequences.map(({ start, end }) => [start, end] as const),
    scores: verdict.scored,
    normalizedError: pairwiseSum(errors.map((error) => error / range)) / n,
    windowSize: batchesThatFit(n, sliding),
  };
}
