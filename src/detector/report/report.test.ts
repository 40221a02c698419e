/** @jest-environment node */
import fc from 'fast-check';
import type { AnomalousSequence, Detection } from '../detection';
import { DEFAULT_REPORT_RULES, type ReportRules, reported } from './report';
import type { Series } from '../series';
import { assess } from './severity';

const MINUTE = 60_000;

interface Drawn {
  readonly series: Series;
  readonly detection: Detection;
}

/** A series of one point a minute with threshold 1 and reconstruction 0; `stretches` are its sequences, first to last. */
function drawn(values: number[], errors: number[], stretches: Array<[number, number]>): Drawn {
  const series = { times: Float64Array.from(values, (_, row) => row * MINUTE), values: Float64Array.from(values) };
  const smoothedError = Float64Array.from(errors);
  const detection: Detection = {
    windowSize: 64,
    reconstruction: new Float64Array(values.length),
    error: series.values.map(Math.abs),
    smoothedError,
    score: smoothedError,
    threshold: new Float64Array(values.length).fill(1),
    certainty: new Uint8Array(values.length).fill(2),
    sequences: stretches.map(([start, end], index) => sequence(series, smoothedError, start, end, index + 1)),
    changePoints: [],
    suppressed: [],
    usedLabels: [],
  };
  return { series, detection };
}

function sequence(
  { times }: Series,
  errors: Float64Array,
  start: number,
  end: number,
  pass: number
): AnomalousSequence {
  const peak = start + errors.subarray(start, end + 1).reduce((at, error, i, own) => (error > own[at] ? i : at), 0);
  return { from: times[start], to: times[end], peak: times[peak], score: pass, pass, decidedBy: 'epsilon' };
}

const found = ({ detection, series }: Drawn, rules: Partial<ReportRules>) =>
  reported(detection, series, { ...DEFAULT_REPORT_RULES, ...rules }).sequences.map(({ from, to }) => [
    from / MINUTE,
    to / MINUTE,
  ]);

/** Up at 2–4, down at 8, up again at 12–13. */
const THREE = drawn(
  [0, 0, 3, 5, 3, 0, 0, 0, -9, 0, 0, 0, 2, 2, 0, 0],
  [0, 0.5, 2, 4, 2, 0.5, 0, 0.5, 3, 0.5, 0, 0, 1.5, 1.2, 0, 0],
  [
    [1, 5],
    [7, 9],
    [12, 13],
  ]
);

/** The same at other minutes. */
function retimed(minuteOf: (row: number) => number): Drawn {
  const later = (time: number) => minuteOf(time / MINUTE) * MINUTE;
  const { series, detection } = THREE;
  const sequences = detection.sequences.map((one) => ({
    ...one,
    from: later(one.from),
    to: later(one.to),
    peak: later(one.peak),
  }));
  return { series: { ...series, times: series.times.map(later) }, detection: { ...detection, sequences } };
}

describe('with rules', () => {
  test('all sequences are reported by default, and the verdict is the same object', () => {
    expect(reported(THREE.detection, THREE.series, DEFAULT_REPORT_RULES)).toBe(THREE.detection);
  });

  test.each<[Partial<ReportRules>, number[][]]>([
    [
      { direction: 'above' },
      [
        [1, 5],
        [12, 13],
      ],
    ],
    [{ direction: 'below' }, [[7, 9]]],
    [
      { leastDeviation: 5 },
      [
        [1, 5],
        [7, 9],
      ],
    ],
    [{ leastDeviation: 5.1 }, [[7, 9]]],
    [
      { leastLength: 3 },
      [
        [1, 5],
        [7, 9],
      ],
    ],
    [
      { persistence: 2 },
      [
        [1, 5],
        [12, 13],
      ],
    ],
    [{ persistence: 3 }, [[1, 5]]],
    [
      { mergeWithin: 1 },
      [
        [1, 9],
        [12, 13],
      ],
    ],
    [{ mergeWithin: 2 }, [[1, 13]]],
    [{ mergeWithin: 2, direction: 'below' }, [[1, 13]]],
    [{ mergeWithin: 1, leastLength: 3, direction: 'above' }, []],
  ])('%j leaves %j', (rules, left) => {
    expect(found(THREE, rules)).toEqual(left);
  });

  test('a merged sequence has the peak, the search and the score of its greatest part', () => {
    const [merged] = reported(THREE.detection, THREE.series, { ...DEFAULT_REPORT_RULES, mergeWithin: 2 }).sequences;
    expect(merged).toMatchObject({ from: MINUTE, to: 13 * MINUTE, peak: 3 * MINUTE, pass: 1, score: 3 });
  });

  test('a point without a verdict between two sequences keeps them apart', () => {
    const gapped = {
      ...THREE.detection,
      smoothedError: THREE.detection.smoothedError.map((error, row) => (row === 6 ? NaN : error)),
    };
    expect(found({ ...THREE, detection: gapped }, { mergeWithin: 2 })).toEqual([
      [1, 5],
      [7, 13],
    ]);
  });

  test('missing rows keep them apart too', () => {
    expect(
      found(
        retimed((row) => (row > 6 ? row + 2 : row)),
        { mergeWithin: 10 }
      )
    ).toEqual([
      [1, 5],
      [9, 15],
    ]);
  });

  test.each([
    [1.7, [[1, 9]]],
    [
      1.8,
      [
        [1, 5],
        [7, 9],
      ],
    ],
  ])('as on the grid, two points %d steps apart have samples missing between them, or none', (steps, left) => {
    const { series, detection } = retimed((row) => (row > 6 ? row + steps - 1 : row));
    const merged = reported(detection, series, { ...DEFAULT_REPORT_RULES, mergeWithin: 1 }).sequences;
    const inRows = merged.map(({ from, to }) => [from, to].map((time) => series.times.indexOf(time)));
    expect(inRows.slice(0, left.length)).toEqual(left);
  });

  test('rows without a value are no points: a column with a value in every fourth row is merged as usual', () => {
    const spread = (values: Float64Array) =>
      Float64Array.from({ length: 4 * values.length }, (_, row) => (row % 4 === 0 ? values[row / 4] : NaN));
    const { series, detection } = THREE;
    const sparse: Drawn = {
      series: {
        times: Float64Array.from({ length: 64 }, (_, row) => (row * MINUTE) / 4),
        values: spread(series.values),
      },
      detection: {
        ...detection,
        reconstruction: spread(detection.reconstruction),
        error: spread(detection.error),
        smoothedError: spread(detection.smoothedError),
        threshold: spread(detection.threshold),
      },
    };
    for (const mergeWithin of [1, 2]) {
      expect(found(sparse, { mergeWithin })).toEqual(found(THREE, { mergeWithin }));
    }
  });
});

test('a sequence is assessed by its points', () => {
  expect(assess(THREE.series, THREE.detection, THREE.detection.sequences[1])).toEqual({
    severity: 'critical',
    exceedance: 3,
    farthest: 8 * MINUTE,
    actual: -9,
    expected: 0,
    deviation: 9,
    direction: 'below',
    points: 3,
    persistence: 1,
  });
  expect(assess(THREE.series, THREE.detection, THREE.detection.sequences[2]).severity).toBe('medium');
});

test('a sequence without judged points has a deviation of NaN', () => {
  const nothing = { ...THREE.detection, score: new Float64Array(16).fill(NaN) };
  expect(assess(THREE.series, nothing, THREE.detection.sequences[0])).toMatchObject({
    severity: 'low',
    exceedance: 0,
    deviation: NaN,
    points: 0,
  });
});

describe('what a rule holds back', () => {
  const heldBack = [
    { from: 6 * MINUTE, to: 6 * MINUTE, reason: 'pruned' as const },
    { from: 14 * MINUTE, to: 15 * MINUTE, reason: 'slope' as const },
  ];
  const toldBy = (rules: Partial<ReportRules>) =>
    reported({ ...THREE.detection, heldBack }, THREE.series, { ...DEFAULT_REPORT_RULES, ...rules }).heldBack?.map(
      ({ from, to, reason }) => [from / MINUTE, to / MINUTE, reason]
    );

  test('is listed with what the detector held back, in order of time', () => {
    expect(toldBy({ direction: 'above' })).toEqual([
      [6, 6, 'pruned'],
      [7, 9, 'rule'],
      [14, 15, 'slope'],
    ]);
  });

  test('is listed if nothing else was held back', () => {
    const { heldBack: told } = reported(THREE.detection, THREE.series, { ...DEFAULT_REPORT_RULES, leastLength: 4 });
    expect(told?.map(({ from, reason }) => [from / MINUTE, reason])).toEqual([
      [7, 'rule'],
      [12, 'rule'],
    ]);
  });

  test('replaces what was held back between merged sequences', () => {
    expect(toldBy({ mergeWithin: 1 })).toEqual([[14, 15, 'slope']]);
    expect(toldBy({ mergeWithin: 1, direction: 'below', leastLength: 5 })).toEqual([
      [12, 13, 'rule'],
      [14, 15, 'slope'],
    ]);
    expect(toldBy({ mergeWithin: 1, direction: 'above' })).toEqual([
      [1, 9, 'rule'],
      [14, 15, 'slope'],
    ]);
  });
});

describe('for random series', () => {
  const arbitraryDrawn = fc
    .record({
      errors: fc.array(
        fc.oneof({ weight: 5, arbitrary: fc.double({ min: 0, max: 3, noNaN: true }) }, fc.constant(NaN)),
        { minLength: 2, maxLength: 80, size: 'max' }
      ),
      values: fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 80, maxLength: 80 }),
      cuts: fc.uniqueArray(fc.integer({ min: 0, max: 79 }), { maxLength: 16 }),
    })
    .map(({ errors, values, cuts }) => {
      const own = cuts.filter((cut) => cut < errors.length).sort((a, b) => a - b);
      const stretches = own.flatMap((cut, index): Array<[number, number]> =>
        index % 2 === 0 && index + 1 < own.length ? [[cut, own[index + 1]]] : []
      );
      return drawn(values.slice(0, errors.length), errors, stretches);
    });
  const arbitraryRules = fc.record<ReportRules>({
    direction: fc.constantFrom('both', 'above', 'below'),
    leastDeviation: fc.double({ min: 0, max: 6, noNaN: true }),
    leastLength: fc.integer({ min: 1, max: 10 }),
    persistence: fc.integer({ min: 0, max: 5 }),
    mergeWithin: fc.integer({ min: 0, max: 20 }),
  });
  const check = (property: (one: Drawn, rules: ReportRules) => void) =>
    fc.assert(fc.property(arbitraryDrawn, arbitraryRules, property), { numRuns: 500 });

  test('rules without merging only remove sequences', () => {
    check((one, rules) => {
      const { sequences } = reported(one.detection, one.series, { ...rules, mergeWithin: 0 });
      expect(sequences.every((sequence) => one.detection.sequences.includes(sequence))).toBe(true);
    });
  });

  test('what is merged begins where one of its parts begins and ends where one ends, and every part lies in it', () => {
    check((one, { mergeWithin }) => {
      const before = one.detection.sequences;
      const { sequences } = reported(one.detection, one.series, { ...DEFAULT_REPORT_RULES, mergeWithin });
      const ends = before.map(({ to }) => to);
      const starts = before.map(({ from }) => from);
      expect(sequences.every(({ from, to }) => starts.includes(from) && ends.includes(to))).toBe(true);
      expect(before.every((part) => sequences.some(({ from, to }) => from <= part.from && part.to <= to))).toBe(true);
    });
  });

  test('applying the rules again changes nothing', () => {
    check((one, rules) => {
      const once = reported(one.detection, one.series, rules);
      expect(reported(once, one.series, rules)).toBe(once);
    });
  });
});
