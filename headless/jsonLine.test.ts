/** @jest-environment node */
import fc from 'fast-check';
import type { Detection, Outcome } from '../src/detector/detection';
import { DEFAULT_DETECTOR_SETTINGS } from '../src/detector/settings';
import { ascending } from '../src/series/ascending';
import { jsonLine } from './jsonLine';

const MINUTE = 60_000;
const series = {
  name: 'load',
  times: Float64Array.of(0, MINUTE, 2 * MINUTE),
  values: Float64Array.of(10, 2, 9),
};
const detection: Detection = {
  windowSize: 64,
  reconstruction: Float64Array.of(10, 10, 10),
  error: Float64Array.of(0, 8, 1),
  smoothedError: Float64Array.of(0, 4, 5),
  score: Float64Array.of(0, 4, 5),
  threshold: Float64Array.of(2, 2, 2),
  certainty: Uint8Array.of(2, 2, 2),
  sequences: [{ from: MINUTE, to: 2 * MINUTE, peak: 2 * MINUTE, score: 1.5, pass: 1, decidedBy: 'epsilon' }],
  changePoints: [],
  suppressed: [],
  usedLabels: [],
};

const lineOf = (outcome: Outcome, of = series, file = 'a.csv') =>
  [...jsonLine(file, of, ascending(of.times, of.values), DEFAULT_DETECTOR_SETTINGS, outcome)].join('');
const sequencesOf = (found: Detection) => JSON.parse(lineOf({ status: 'detected', detection: found })).sequences;

test('a sequence says how severe it is, where it lies farthest off and the same in a sentence', () => {
  expect(sequencesOf(detection)).toEqual([
    {
      start: 1,
      end: 2,
      startTime: MINUTE,
      endTime: 2 * MINUTE,
      score: 1.5,
      decidedBy: 'epsilon',
      evidence: 'reconstruction-error',
      severity: 'high',
      ratio: 2.5,
      direction: 'below',
      peakTime: MINUTE,
      actual: 2,
      expected: 10,
      deviation: 8,
      sentence:
        '1970-01-01T00:01:00.000Z for 1 min, high, error 2.5 times its threshold, ' +
        '2 instead of 10 at 1970-01-01T00:01:00.000Z (8 below)',
    },
  ]);
});

test('results stand in the rows of the file, whatever their order', () => {
  const newestFirst = {
    name: 'load',
    times: Float64Array.of(2 * MINUTE, MINUTE, NaN, 0, 0),
    values: Float64Array.of(9, 2, 7, 10, NaN),
  };
  const line = JSON.parse(lineOf({ status: 'detected', detection }, newestFirst));
  expect(line).toMatchObject({
    time: [2 * MINUTE, MINUTE, null, 0, 0],
    value: [9, 2, 7, 10, null],
    error: [1, 8, null, 0, null],
  });
  expect(line.sequences).toMatchObject([{ start: 1, end: 0, startTime: MINUTE, endTime: 2 * MINUTE, actual: 2 }]);
});

test('a sequence names the evidence that is greatest at its peak', () => {
  const sequences = detection.sequences.map((one) => ({
    ...one,
    decidedBy: 'agreement' as const,
    evidence: { windowsOf: 128 },
  }));
  expect(sequencesOf({ ...detection, sequences })).toMatchObject([
    { decidedBy: 'agreement', evidence: 'windows of 128 points' },
  ]);
});

test('rows are ranked by the score, and the ratio is the score over the threshold', () => {
  const scored = { ...detection, score: Float64Array.of(1, 6, 7) };
  const line = JSON.parse(lineOf({ status: 'detected', detection: scored }));
  expect(line).toMatchObject({ smoothedError: [0, 4, 5], score: [1, 6, 7], threshold: [2, 2, 2] });
  expect(line.sequences[0].ratio).toBe(3.5);
});

test('the ratio is the number itself, however great', () => {
  const [found] = sequencesOf({ ...detection, score: Float64Array.of(0, 4, 4e15) });
  expect(found.ratio).toBe(2e15);
  expect(found.sentence).toContain('error more than 100 times its threshold');
});

test('the ratio of a flatline is its length over the longest pause, as its sentence says', () => {
  const sequences = detection.sequences.map((one) => ({ ...one, decidedBy: 'flatline' as const, score: 3.1 }));
  const [found] = sequencesOf({ ...detection, sequences });
  expect(found.ratio).toBe(3.1);
  expect(found.sentence).toContain('for 3.1 times the longest pause');
});

test('no character of a line is one that a terminal obeys, and the names are what they were', () => {
  const name = 'load\u202e%001\u2028\u009b31m\x1b[2J\n';
  const text = lineOf({ status: 'detected', detection }, { ...series, name }, 'a\u2066.csv');
  expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
  expect(JSON.parse(text)).toMatchObject({ file: 'a\u2066.csv', series: name });
});

test('a number is written as JSON.stringify writes it, whatever it is', () => {
  const numbers = fc.array(fc.double({ noNaN: false }), { minLength: 1, maxLength: 3000 });
  fc.assert(
    fc.property(numbers, (written) => {
      const values = Float64Array.from(written);
      const line = lineOf(
        { status: 'skipped', reason: 'too-short', points: 1, needed: 32 },
        {
          name: 'load',
          times: values,
          values,
        }
      );
      // JSON.stringify writes null for NaN and the infinities.
      expect(line).toContain(`"time":${JSON.stringify(written)},"value":${JSON.stringify(written)},`);
      expect(JSON.parse(line).threshold).toEqual(written.map(() => null));
    }),
    { numRuns: 30 }
  );
});

test('a line of many rows comes in pieces, none of which is a large text', () => {
  const times = Float64Array.from({ length: 100_000 }, (_, row) => Math.sqrt(row));
  const skipped = { status: 'skipped', reason: 'too-short', points: 1, needed: 32 } as const;
  const lengths = [
    ...jsonLine(
      'a.csv',
      { name: 'load', times, values: times },
      ascending(times, times),
      DEFAULT_DETECTOR_SETTINGS,
      skipped
    ),
  ].map(({ length }) => length);
  expect(Math.max(...lengths)).toBeLessThan(100_000);
  expect(lengths.length).toBeGreaterThan(30);
});
