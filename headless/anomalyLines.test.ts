/** @jest-environment node */
import fc from 'fast-check';
import type { Detection } from '../src/detector/detection';
import { anomalyLines, csvHeading } from './anomalyLines';

const MINUTE = 60_000;
const series = {
  name: '-load, "5m"',
  times: Float64Array.of(0, MINUTE, 2 * MINUTE),
  values: Float64Array.of(10, 2.123456789, 10),
};
const detection: Detection = {
  windowSize: 64,
  reconstruction: Float64Array.of(10, 10, 10),
  error: Float64Array.of(0, 8, 0),
  smoothedError: Float64Array.of(0, 4, 2),
  score: Float64Array.of(0, 4, 2),
  threshold: Float64Array.of(1.6, 1.6, 1.6),
  certainty: Uint8Array.of(2, 2, 2),
  sequences: [{ from: MINUTE, to: 2 * MINUTE, peak: MINUTE, score: 1, pass: 1, decidedBy: 'floor' }],
  changePoints: [],
  suppressed: [],
  usedLabels: [],
};

test('an anomaly is one sentence for people', () => {
  expect(anomalyLines('a.csv', series, { status: 'detected', detection }, 'text')).toBe(
    'a.csv, -load, "5m": 1970-01-01T00:01:00.000Z for 1 min, high, error 2.5 times its threshold, ' +
      '2.12346 instead of 10 at 1970-01-01T00:01:00.000Z (7.87654 below)'
  );
});

test('a flatline is told by how long it lasts, for it has no error', () => {
  const sequences = detection.sequences.map((one) => ({ ...one, decidedBy: 'flatline' as const, score: 3.1 }));
  const still = { status: 'detected', detection: { ...detection, sequences } } as const;
  expect(anomalyLines('a.csv', series, still, 'text')).toBe(
    'a.csv, -load, "5m": 1970-01-01T00:01:00.000Z for 1 min, high, stands still at 2.12346 for 3.1 times ' +
      'the longest pause that would not be reported'
  );
});

test('and one row for spreadsheets, which take no name for a formula', () => {
  expect(csvHeading().split(',').slice(0, 4)).toEqual(['file', 'series', 'kind', 'severity']);
  expect(anomalyLines('a.csv', series, { status: 'detected', detection }, 'csv')).toBe(
    `a.csv,"'-load, ""5m""",anomaly,high,below,1970-01-01T00:01:00.000Z,1970-01-01T00:02:00.000Z,60,2,1970-01-01T00:01:00.000Z,2.123456789,10,${10 - 2.123456789},2.5,`
  );
});

describe('a change point', () => {
  const change = { from: 0, to: MINUTE, peak: 0 };
  const changed = (sequences = detection.sequences) =>
    ({ status: 'detected', detection: { ...detection, sequences, changePoints: [change] } }) as const;

  test('is a line of its own for people, in order of time with the anomalies', () => {
    const lines = anomalyLines('a.csv', series, changed(), 'text').split('\n');
    expect(lines).toEqual([
      'a.csv, -load, "5m": change point at 1970-01-01T00:00:00.000Z',
      expect.stringMatching(/: 1970-01-01T00:01:00.000Z for 1 min, high, /),
    ]);
    expect(anomalyLines('a.csv', series, changed([]), 'text')).toBe(lines[0]);
  });

  test('is a row whose figures are empty for spreadsheets', () => {
    const [first, second] = anomalyLines('a.csv', series, changed(), 'csv').split('\n');
    const columns = csvHeading().split(',').slice(2);
    const cells = first.split(',').slice(-columns.length);
    expect(Object.fromEntries(columns.map((column, i) => [column, cells[i]]).filter(([, cell]) => cell))).toEqual({
      kind: 'change point',
      start: '1970-01-01T00:00:00.000Z',
      end: '1970-01-01T00:01:00.000Z',
      durationSeconds: '60',
      peakTime: '1970-01-01T00:00:00.000Z',
    });
    expect(second).toContain(',anomaly,high,');
  });
});

test('a series without an anomaly says so to people, one that was not judged says why', () => {
  const quiet = { status: 'detected', detection: { ...detection, sequences: [] } } as const;
  expect(anomalyLines('a.csv', series, quiet, 'text')).toBe('a.csv, -load, "5m": no anomalies');
  expect(anomalyLines('a.csv', series, quiet, 'csv')).toBe('');
  const skipped = { status: 'skipped', reason: 'too-short', points: 3, needed: 64 } as const;
  expect(anomalyLines('a.csv', series, skipped, 'text')).toBe(
    'a.csv, -load, "5m": not judged, too-short (3 points in a row, a window needs 64)'
  );
  expect(anomalyLines('a.csv', series, skipped, 'csv')).toBe('');
  expect(anomalyLines('a.csv', series, { ...skipped, reason: 'too-sparse' }, 'text')).toBe(
    'a.csv, -load, "5m": not judged, too-sparse (its points come in bursts with long gaps; write means over a longer step)'
  );
});

describe('whatever the names hold', () => {
  // Unicode's own classes: controls, separators of lines and paragraphs, halves of pairs, controls of direction.
  const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u;
  const hostile = {
    'commands to a terminal': 'cpu\x1b[2J\x1b[31m\u009b31m',
    'a second verdict': 'cpu\nload.csv, disk: no anomalies',
    'a turn of direction': 'load\u202e%001\u2028',
  };

  test.each(Object.entries(hostile))('%s in a name is written with escapes, as text and as CSV', (_, name) => {
    const escaped = expect.not.stringMatching(unsafe);
    const outcome = { status: 'detected', detection } as const;
    expect(anomalyLines(name, { ...series, name }, outcome, 'text')).toEqual(escaped);
    expect(anomalyLines(name, { ...series, name }, outcome, 'csv')).toEqual(escaped);
  });

  test('and whatever the values are, an anomaly is one line that tells two different values apart', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const name = fc
      .array(fc.oneof(text, fc.constantFrom(...Object.values(hostile), '\n', '\ud800')))
      .map((parts) => parts.join(''));
    const double = fc.double({ noNaN: true, noDefaultInfinity: true });
    // Neighbours, and numbers a rounding error or so apart, which chance alone would not draw.
    const pair = fc.oneof(
      fc.tuple(double, double),
      fc.tuple(double, fc.integer({ min: -9, max: 9 })).map(([x, n]) => [x, x + n * Math.abs(x) * Number.EPSILON])
    );
    fc.assert(
      fc.property(name, name, pair, fc.integer({ min: 1, max: 3 }), (file, called, [actual, expected], count) => {
        fc.pre(Number.isFinite(expected));
        const measured = { ...series, name: called, values: Float64Array.of(actual, actual, actual) };
        const [one] = detection.sequences;
        const sequences = Array.from({ length: count }, (_, at) => ({ ...one, start: at, end: at }));
        const reconstruction = Float64Array.of(expected, expected, expected);
        const outcome = { status: 'detected', detection: { ...detection, reconstruction, sequences } } as const;
        for (const format of ['text', 'csv'] as const) {
          const lines = anomalyLines(file, measured, outcome, format).split('\n');
          expect(lines).toHaveLength(count);
          expect(lines.join('')).not.toMatch(unsafe);
        }
        for (const line of anomalyLines(file, measured, outcome, 'text').split('\n')) {
          const [value, usual] = (/, (\S+) instead of (\S+) at [^ ]+ \([^()]*\)$/.exec(line) ?? []).slice(1);
          expect(value).toBeDefined();
          expect(value === usual).toBe(actual === expected);
        }
      }),
      { numRuns: 2000 }
    );
  });
});
