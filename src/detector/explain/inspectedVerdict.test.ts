/** @jest-environment node */
import { Certainty, type AnomalousSequence, type Detection } from '../detection';
import type { CandidateSequence, SideExplanation, WindowExplanation } from './explanation';
import { verdictOn } from './inspectedVerdict';
import type { PipelineState } from '../state';
import type { Labels } from '../labels/labels';

const SECOND = 1000;
const LENGTH = 100;
/** What the series is divided by; errors below are in its unit. */
const SCALE = 4;
const times = Float64Array.from({ length: LENGTH }, (_, i) => i * SECOND);
/** Points by number, both ends included. */
const range = (from: number, to = from) => ({ from: from * SECOND, to: to * SECOND });

function sequence(start: number, end: number, changed: Partial<AnomalousSequence> = {}): AnomalousSequence {
  return { ...range(start, end), peak: times[start], score: 1, pass: 1, decidedBy: 'epsilon', ...changed };
}

const candidate = (start: number, end: number, maximum: number, margin: number): CandidateSequence => ({
  ...range(start, end),
  maximum,
  margin,
  kept: margin >= 0,
});

function pass(number: number, sequences: CandidateSequence[], changed: Partial<SideExplanation> = {}) {
  const high = {
    candidates: [],
    chosen: -1,
    z: 3,
    epsilon: 10 / number,
    quiet: false,
    greatestNormal: 0,
    sequences,
    ...changed,
  };
  const whole = { ...range(0, LENGTH - 1), points: LENGTH, mean: 1, sd: 1, floor: 0 };
  return { ...whole, pass: number, high, low: null } satisfies WindowExplanation;
}

interface Case extends Partial<Detection> {
  readonly windows?: WindowExplanation[];
  /** Smoothed errors that are not 1; the threshold is 10. */
  readonly errors?: Readonly<Record<number, number>>;
  /** Scores that are not the smoothed error. */
  readonly scores?: Readonly<Record<number, number>>;
  /** Threshold of the error; default that of the score, 10. */
  readonly errorThreshold?: number;
  /** Weighted lifts of the error and of the distances, the same everywhere; default none. */
  readonly lifts?: readonly number[] | null;
  readonly gaps?: readonly number[];
  readonly excluded?: readonly number[];
  readonly besideExcluded?: readonly number[];
  readonly normal?: readonly number[];
  readonly falseAlarms?: ReadonlyArray<{ readonly first: number; readonly last: number }>;
  /** What is counted of each error; default all of it. */
  readonly weight?: number;
  /** Sequences that the search found, whatever became of them. */
  readonly found?: ReadonlyArray<{ readonly first: number; readonly last: number }>;
}

function verdict(at: { from: number; to: number }, given: Case, labels?: Labels) {
  const {
    windows = [pass(1, [])],
    errors = {},
    scores = {},
    errorThreshold = 10,
    lifts = null,
    gaps = [],
    excluded = [],
    besideExcluded = [],
    normal = [],
    falseAlarms = [],
    weight = 1,
    found = [],
    ...rest
  } = given;
  const smoothedError = Float64Array.from(times, (_, i) =>
    gaps.includes(i) || excluded.includes(i) ? NaN : (errors[i] ?? 1)
  );
  const judged = (value: number) => smoothedError.map((error) => (Number.isNaN(error) ? NaN : value));
  const detection: Detection = {
    windowSize: 64,
    reconstruction: judged(5),
    error: smoothedError,
    smoothedError,
    score: smoothedError.map((error, i) => scores[i] ?? error),
    threshold: judged(10),
    certainty: Uint8Array.from(times, (_, i) =>
      excluded.includes(i) ? Certainty.excluded : gaps.includes(i) ? Certainty.notJudged : Certainty.certain
    ),
    sequences: [],
    changePoints: [],
    suppressed: [],
    usedLabels: [],
    explanation: { windows },
    ...rest,
  };
  const scaled = (column: Float64Array) => column.map((one) => one / SCALE);
  const slotsAt = (slots: readonly number[]) => Uint8Array.from(times, (_, i) => (slots.includes(i) ? 1 : 0));
  // As much of the findings as a verdict is read from; on an even grid each point is its own slot.
  const findings = {
    series: { times, values: times.map(() => 6) },
    grid: { slotOf: Int32Array.from(times.keys()), step: SECOND },
    layout: { size: 10 },
    scale: { centre: 0, halfRange: SCALE },
    judged: {
      smoothed: scaled(smoothedError),
      counted: scaled(smoothedError).map((error) => error * weight),
      slots: Int32Array.from(times.keys()),
      verdict: { sequences: found, threshold: scaled(judged(errorThreshold)) },
    },
    scored: lifts && { lifts: lifts.map((lift) => new Float32Array(LENGTH).fill(lift)) },
    anomalies: found,
    changePoints: [],
    labels: { normal: slotsAt(normal), besideExcluded: slotsAt(besideExcluded), falseAlarms },
  } as unknown as PipelineState;
  return verdictOn(findings, detection, at, labels);
}

const EVENT = { errors: { 50: 20, 51: 15, 58: 18 }, windows: [pass(1, [candidate(50, 51, 20, 0.3)])] };

it('says that a sequence was reported, with its score, its pass and how far its peak passed the threshold', () => {
  const found = verdict(range(45, 60), { ...EVENT, sequences: [sequence(48, 60, { score: 7, peak: times[50] })] });
  expect(found).toMatchObject({
    reason: 'reported',
    peak: { time: 50_000, value: 6, reconstruction: 5, smoothedError: 20, threshold: 10, share: 2 },
    sequence: { score: 7 },
    window: { pass: 1 },
    candidate: { from: times[50], margin: 0.3 },
  });
});

it('says that a point between two parts of a sequence was joined', () => {
  const found = verdict(range(54), { ...EVENT, sequences: [sequence(48, 60, { peak: times[50] })] });
  expect(found).toMatchObject({
    reason: 'joined',
    peak: { share: 0.1 },
    candidate: null,
    sequence: { from: times[48] },
  });
});

it('takes the severest of several sequences in the range', () => {
  const sequences = [sequence(10, 20, { score: 1 }), sequence(48, 60, { score: 3 }), sequence(80, 90, { score: 2 })];
  expect(verdict(range(0, 99), { ...EVENT, sequences }).sequence?.from).toBe(times[48]);
});

it('says how far an error stayed below the threshold', () => {
  const found = verdict(range(30, 40), { errors: { 35: 9 } });
  expect(found).toMatchObject({ reason: 'below-threshold', peak: { time: times[35], share: 0.9 }, candidate: null });
});

it('says by what margin a sequence was pruned, and in which pass last', () => {
  const windows = [pass(1, [candidate(50, 51, 20, -0.02)]), pass(2, [candidate(49, 52, 20, -0.01)])];
  const found = verdict(range(50), { ...EVENT, windows });
  expect(found).toMatchObject({ reason: 'pruned', window: { pass: 2 }, candidate: { margin: -0.01 } });
});

it('shows the pass that kept a sequence, not an earlier one that had pruned it', () => {
  const windows = [
    pass(1, [candidate(50, 51, 20, -0.02)]),
    pass(2, [candidate(49, 52, 20, 0.2)]),
    pass(3, [candidate(53, 54, 3, 0.2)]),
  ];
  const sequences = [sequence(49, 52, { pass: 2, peak: times[50] })];
  const found = verdict(range(49, 52), { ...EVENT, windows, sequences });
  expect(found).toMatchObject({ reason: 'reported', window: { pass: 2 }, candidate: { kept: true } });
});

describe('beside what an earlier pass found', () => {
  const windows = [pass(1, [candidate(50, 51, 20, 0.3)]), pass(2, [candidate(52, 55, 12, 0.3)])];
  const given = { windows, sequences: [sequence(50, 51)], errors: { 50: 20, 51: 15, 53: 12 } };

  it('says that a point over the threshold is on a shoulder', () => {
    expect(verdict(range(53, 54), given)).toMatchObject({ reason: 'slope', window: { pass: 2 } });
  });

  it('says that a gap or a label cut a point off', () => {
    expect(verdict(range(53, 54), { ...given, found: [{ first: 50, last: 55 }] }).reason).toBe('cut-off');
  });

  it('says how far a point stays below the threshold', () => {
    expect(verdict(range(54), given)).toMatchObject({ reason: 'below-threshold', peak: { share: 0.1 } });
  });
});

it('says that a point is below the threshold even if a later pass pruned it', () => {
  const windows = [pass(1, []), pass(2, [candidate(48, 52, 8.5, -0.01)])];
  const found = verdict(range(50), { errors: { 50: 8.5 }, windows });
  expect(found).toMatchObject({ reason: 'below-threshold', peak: { share: 0.85 } });
});

it('says that a single point is no sequence', () => {
  expect(verdict(range(50), { errors: { 50: 11 } }).reason).toBe('no-sequence');
});

it('says that only the score passes the threshold because its windows reach into a report', () => {
  const sequences = [sequence(48, 52, { peak: times[50] })];
  const given = { ...EVENT, sequences, scores: { 70: 14, 71: 9 } };
  expect(verdict(range(70), given)).toMatchObject({ reason: 'beside-report', peak: { share: 1.4, smoothedError: 1 } });
  expect(verdict(range(71), given).reason).toBe('below-threshold');
  expect(verdict(range(70), { ...given, errors: { 70: 11 } }).reason).toBe('no-sequence');
  expect(verdict(range(70), { ...given, normal: [70] }).reason).toBe('taught-normal');
});

it('says that a window was quiet', () => {
  expect(verdict(range(50), { windows: [pass(1, [], { quiet: true })] }).reason).toBe('quiet-window');
});

it('shows the window whose threshold is drawn if nothing was found', () => {
  const windows = [pass(1, [candidate(10, 12, 20, 0.3)]), pass(2, [candidate(80, 82, 12, 0.3)]), pass(3, [])];
  expect(verdict(range(50), { windows }).window?.pass).toBe(2);
  expect(verdict(range(50), { windows: [pass(1, []), pass(2, [])] }).window?.pass).toBe(1);
});

it('shows the first sliding window that holds the point', () => {
  const sliding = [0, 20, 40].map((start) => ({ ...pass(1, []), ...range(start, start + 59) }));
  const windows = sliding.map((window, w) => ({ ...window, mean: w }));
  expect([10, 59, 60, 85].map((point) => verdict(range(point), { windows }).window?.mean)).toEqual([0, 0, 1, 2]);
});

it('says that a sequence is a change point', () => {
  const changePoints = [{ ...range(48, 60), peak: times[50] }];
  expect(verdict(range(55), { ...EVENT, changePoints })).toMatchObject({
    reason: 'change-point',
    changePoint: { peak: times[50] },
    sequence: null,
  });
});

describe('with labels', () => {
  const labels: Labels = {
    normal: [{ ...range(20, 30), id: 'good' }],
    excluded: [{ from: 45_000, to: 40_000, id: 'outage' }],
    falseAlarms: [{ ...range(70, 75), id: 'backup' }],
  };

  it('names the label that excluded a time', () => {
    const excluded = [40, 41, 42, 43, 44, 45];
    expect(verdict(range(41, 43), { excluded }, labels)).toMatchObject({ reason: 'left-out', taughtBy: ['outage'] });
  });

  it('names the label that excluded a time less than a window away', () => {
    const besideExcluded = [46, 47, 48, 49];
    const found = verdict(range(48), { besideExcluded, errors: { 48: 12 } }, labels);
    expect(found).toMatchObject({ reason: 'beside-left-out', taughtBy: ['outage'] });
    expect(verdict(range(48), { besideExcluded, errors: { 48: 9 } }, labels).reason).toBe('below-threshold');
  });

  it('names the label that calls a time normal', () => {
    const normal = Array.from({ length: 11 }, (_, i) => 20 + i);
    const found = verdict(range(25), { normal, errors: { 25: 12 } }, labels);
    expect(found).toMatchObject({ reason: 'taught-normal', taughtBy: ['good'] });
  });

  it('names no label for what would not have been reported anyway', () => {
    const found = verdict(range(25), { normal: [25], errors: { 25: 9 } }, labels);
    expect(found).toMatchObject({ reason: 'below-threshold', taughtBy: [] });
  });

  it('names the false alarm that covers a point of a longer sequence', () => {
    const falseAlarms = [{ first: 70, last: 75 }];
    const found = verdict(range(72), { falseAlarms, errors: { 72: 12 } }, labels);
    expect(found).toMatchObject({ reason: 'false-alarm', taughtBy: ['backup'] });
  });

  it('names the false alarm that suppressed a sequence elsewhere', () => {
    const suppressed = [{ ...range(50, 55), id: 'backup' }];
    expect(verdict(range(52), { ...EVENT, suppressed }, labels)).toMatchObject({
      reason: 'false-alarm',
      taughtBy: ['backup'],
    });
  });
});

it('says that a gap was not judged, and that a time without points has none', () => {
  expect(verdict(range(50, 52), { gaps: [50, 51, 52] })).toMatchObject({ reason: 'not-judged', peak: null });
  expect(verdict({ from: 50_100, to: 50_900 }, {})).toMatchObject({ reason: 'no-points', peak: null, window: null });
  expect(verdict({ from: 60_000, to: 40_000 }, {}).reason).toBe('no-points');
});

it('ignores gaps in a range that holds judged points', () => {
  expect(verdict(range(49, 52), { gaps: [49, 51], errors: { 50: 8 } })).toMatchObject({
    reason: 'below-threshold',
    peak: { time: times[50], share: 0.8 },
  });
});

it('has the threshold of the error beside that of the score', () => {
  const given = { scores: { 50: 12 }, errorThreshold: 8 };
  expect(verdict(range(50), given).peak).toMatchObject({ score: 12, threshold: 10, errorThreshold: 8 });
});

it('has the lift of each evidence that is known, without its weight', () => {
  const { evidence = [] } = verdict(range(50), { lifts: [1.4, 3, NaN, 2.4] }).peak ?? {};
  expect(evidence.map((one) => one.evidence)).toEqual(['reconstruction-error', { windowsOf: 8 }, { windowsOf: 128 }]);
  expect(evidence.map(({ lift }) => lift.toFixed(4))).toEqual(['2.0000', '3.0000', '2.0000']);
  expect(verdict(range(50), {}).peak).not.toHaveProperty('evidence');
});

it('has the local weight of an error', () => {
  expect(verdict(range(50), { weight: 0.25 }).peak?.localWeight).toBe(0.25);
  expect(verdict(range(50), { errors: { 50: 0 } }).peak).toMatchObject({ localWeight: 1, share: 0 });
});
