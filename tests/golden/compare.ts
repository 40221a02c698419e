import type { GoldenAnswer } from './telemanom';

const TOLERANCE = 1e-9;

/** Everything in which two answers differ, one line each; at most a few of each kind. */
export function differences(expected: GoldenAnswer, actual: GoldenAnswer): string[] {
  const found: string[] = [];
  exact(found, 'window size', [expected.windowSize], [actual.windowSize]);
  close(found, 'normalized error', [expected.normalizedError], [actual.normalizedError]);
  close(found, 'smoothed', expected.smoothed, actual.smoothed);
  exact(found, 'window start', column(expected.windows, 'start'), column(actual.windows, 'start'));
  exact(found, 'window end', column(expected.windows, 'end'), column(actual.windows, 'end'));
  exact(found, 'z', column(expected.windows, 'z'), column(actual.windows, 'z'));
  exact(found, 'inverse z', column(expected.windows, 'zInverse'), column(actual.windows, 'zInverse'));
  close(found, 'epsilon', column(expected.windows, 'epsilon'), column(actual.windows, 'epsilon'));
  close(found, 'inverse epsilon', column(expected.windows, 'epsilonInverse'), column(actual.windows, 'epsilonInverse'));
  exact(found, 'anomalous index', expected.anomalousIndices, actual.anomalousIndices);
  exact(found, 'sequence bound', expected.sequences.flat(), actual.sequences.flat());
  exact(found, 'score start', column(expected.scores, 'start'), column(actual.scores, 'start'));
  exact(found, 'score end', column(expected.scores, 'end'), column(actual.scores, 'end'));
  close(found, 'score', column(expected.scores, 'score'), column(actual.scores, 'score'));
  return found;
}

function column<Key extends string>(rows: ReadonlyArray<Record<Key, number>>, key: Key): number[] {
  return rows.map((row) => row[key]);
}

function exact(found: string[], what: string, expected: readonly number[], actual: readonly number[]): void {
  report(found, what, expected, actual, Object.is);
}

function close(found: string[], what: string, expected: readonly number[], actual: readonly number[]): void {
  report(found, what, expected, actual, (a, b) => Object.is(a, b) || Math.abs(a - b) <= TOLERANCE * Math.abs(a));
}

function report(
  found: string[],
  what: string,
  expected: readonly number[],
  actual: readonly number[],
  alike: (a: number, b: number) => boolean
): void {
  if (expected.length !== actual.length) {
    found.push(`${what}: ${expected.length} expected, ${actual.length} found`);
    return;
  }
  // A number that JSON cannot hold (NaN) was read as null.
  const wrong = expected.map((_, i) => i).filter((i) => !alike(expected[i] ?? NaN, actual[i]));
  if (wrong.length > 0) {
    const i = wrong[0];
    found.push(
      `${what} ${i}: ${expected[i]} expected, ${actual[i]} found (${wrong.length} of ${expected.length} differ)`
    );
  }
}
