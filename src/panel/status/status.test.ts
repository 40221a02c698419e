import type { Detection, Outcome } from '../../detector/detection';
import type { AnalysisResult, SeriesOutcome } from '../../worker/protocol';
import { statusOf } from './status';
import { type NotesInput, notesOf } from './statusNotes';

const none = new Float64Array(0);
const detected = (count: number, changes = 0): Outcome => {
  const sequence = {
    from: 0,
    to: 1,
    score: 1,
    peak: 0,
    pass: 1,
    decidedBy: 'epsilon' as const,
  };
  const detection: Detection = {
    windowSize: 64,
    reconstruction: none,
    error: none,
    smoothedError: none,
    score: none,
    threshold: none,
    certainty: new Uint8Array(0),
    sequences: Array.from({ length: count }, () => sequence),
    changePoints: Array.from({ length: changes }, () => ({ from: 0, to: 1, peak: 0 })),
    suppressed: [],
    usedLabels: [],
  };
  return { status: 'detected', detection };
};
const ofLength = (points: number, windowSize: number): Outcome => ({
  status: 'detected',
  detection: {
    ...(detected(0) as Extract<Outcome, { status: 'detected' }>).detection,
    certainty: new Uint8Array(points).fill(2),
    windowSize,
  },
});
const result = (...outcomes: SeriesOutcome[]): AnalysisResult => ({
  outcomes,
  engine: {
    backend: 'wasm',
    passedOver: ['WebGL: software renderer (SwiftShader)'],
    model: { name: 'lstm-ae', version: '1.2.3', sha256: '0123456789abcdef' },
  },
  elapsedMs: 1234,
  cached: false,
  leastStrides: [],
});
const input = (change: Partial<NotesInput>): NotesInput => ({
  analysis: { phase: null, result: null, failure: null },
  names: ['a'],
  settings: { windowSize: 64, memory: false },
  visible: 1,
  unusable: [],
  notices: [],
  ...change,
});
/** The line and the notes, which the panel loads apart. */
const whole = (given: NotesInput) => ({ ...statusOf(given), notes: notesOf(given) });
const judged = (...outcomes: SeriesOutcome[]) => ({ phase: null, result: result(...outcomes), failure: null });

test('it distinguishes warming up from computing, with progress', () => {
  const busy = (phase: NotesInput['analysis']['phase']) =>
    whole(input({ analysis: { phase, result: null, failure: null } }));
  expect(busy({ phase: 'warming-up' })).toMatchObject({ tone: 'busy', line: 'Warming up the model' });
  expect(busy({ phase: 'computing', done: 2, total: 20 }).line).toBe('Computing 3 of 20');
  expect(busy({ phase: 'computing', done: 20, total: 20 }).line).toBe('Computing 20 of 20');
});

test('it says that it waits until it is visible', () => {
  const analysis = { phase: null, result: null, failure: null, isWaiting: true };
  expect(whole(input({ analysis })).line).toBe('Waiting until the panel is visible');
});

test('it says how far windows moved where there was no time for the usual', () => {
  const analysis = {
    phase: null,
    result: { ...result(detected(0)), widerStride: { stride: 8, usual: 4, budgetMs: 10_000 } },
    failure: null,
  };
  const { tone, line, notes } = whole(input({ analysis }));
  expect(notes[0].items).toContain('Windows moved by 8 points instead of 4 to answer within 10 s');
  expect({ tone, line }).toEqual({ tone: 'warning', line: 'No anomalies · with a larger stride than usual' });
  const refining = { phase: 'computing', done: 2, total: 20 } as const;
  expect(whole(input({ analysis: { ...analysis, refining } })).line).toBe('No anomalies · refining, 3 of 20');
  const unrefined = { code: 'worker-died', message: 'It ended.', remedy: 'Retry.' } as const;
  const broken = whole(input({ analysis: { ...analysis, unrefined } }));
  expect(broken.line).toBe(line);
  expect(broken.notes[0].items).toContain('The usual stride could not be used: It ended. Retry.');
});

test('it counts anomalies, and series where there are several', () => {
  expect(whole(input({ analysis: judged(detected(0)) }))).toMatchObject({ tone: 'calm', line: 'No anomalies' });
  expect(whole(input({ analysis: judged(detected(1)) })).line).toBe('1 anomaly');
  const two = input({ analysis: judged(detected(2), detected(0)), names: ['a', 'b'] });
  expect(whole(two)).toMatchObject({ tone: 'found', line: '2 anomalies in 1 of 2 series' });
});

test('it counts change points apart, which are no anomalies', () => {
  const line = (...outcomes: SeriesOutcome[]) => whole(input({ analysis: judged(...outcomes) })).line;
  expect(line(detected(0, 1))).toBe('No anomalies · 1 change point');
  expect(line(detected(1, 1), detected(0, 2))).toMatch(/^1 anomaly.* · 3 change points$/);
});

test('it never calls a series calm that could not be computed', () => {
  const failed: SeriesOutcome = { status: 'failed', message: 'the model answered with a number that is not finite' };
  const status = whole(input({ analysis: judged(failed, detected(0)), names: ['a', 'b'] }));
  expect(status).toMatchObject({ tone: 'warning', line: 'No anomalies in the judged data · 1 not judged' });
  expect(status.notes).toContainEqual({
    title: 'Not judged',
    items: ['a: the model answered with a number that is not finite'],
  });
});

test('it names what was skipped and why', () => {
  const outcomes: SeriesOutcome[] = [
    { status: 'skipped', reason: 'too-short', points: 40, needed: 64 },
    { status: 'skipped', reason: 'constant', points: 500, needed: 64 },
    { status: 'skipped', reason: 'empty', points: 0, needed: 64 },
    detected(0),
  ];
  const status = whole(
    input({
      analysis: judged(...outcomes),
      names: ['a', 'b', 'c', 'd'],
      unusable: [{ name: 'e', reason: 'string, not a number' }],
    })
  );
  expect(status.line).toBe('No anomalies · 4 not judged');
  expect(status.notes.find(({ title }) => title === 'Not judged')?.items).toEqual([
    'a: too short: 40 points in a row, one window needs 64',
    'b: constant, every value is the same',
    'c: it contains no number',
    'e: string, not a number',
  ]);
});

test('when nothing could be judged it does not say that nothing was found', () => {
  const outcome: Outcome = { status: 'skipped', reason: 'constant', points: 500, needed: 64 };
  expect(whole(input({ analysis: judged(outcome) }))).toMatchObject({
    tone: 'warning',
    line: 'Nothing to judge · 1 not judged',
  });
});

test('it says which model judged, on what, how fast, and that nothing left the browser', () => {
  const { notes } = whole(input({ analysis: judged(detected(0)) }));
  expect(notes).toEqual([
    {
      title: 'How this was judged',
      items: [
        'Model lstm-ae 1.2.3, weights 01234567',
        'Computed in 1.2 s on WebAssembly',
        'Window: 64 points',
        'WebGL: software renderer (SwiftShader)',
        'No data left this browser',
      ],
    },
  ]);
});

test('changed options are listed and turn a calm line into a warning', () => {
  const status = whole(input({ analysis: judged(detected(0)), notices: ['Window size: 9 is outside 16–256'] }));
  expect(status).toMatchObject({ tone: 'warning', line: 'No anomalies · 1 option changed' });
  expect(status.notes[0].items).toEqual(['Window size: 9 is outside 16–256']);
});

test('beyond ten series it says that only the worst are drawn in full', () => {
  const many = Array.from({ length: 20 }, () => detected(0));
  const titles = (visible: number) =>
    notesOf(input({ analysis: judged(...many), names: many.map((_, i) => `s${i}`), visible })).map(
      ({ title }) => title
    );
  expect(titles(20)).toContain('Many series');
  expect(titles(10)).not.toContain('Many series');
});

test('a long list of skipped series is cut and counted', () => {
  const skipped = Array.from({ length: 200 }, (): Outcome => ({
    status: 'skipped',
    reason: 'constant',
    points: 9,
    needed: 64,
  }));
  const names = skipped.map((_, index) => `s${index}`);
  const items = notesOf(input({ analysis: judged(...skipped), names }))[0].items;
  expect(items).toHaveLength(9);
  expect(items[8]).toBe('and 192 more');
});

test('it says where series are too short for their windows to be compared, and what helps', () => {
  const doubt = (settings: NotesInput['settings'], ...outcomes: SeriesOutcome[]) =>
    notesOf(input({ analysis: judged(...outcomes), settings })).find(({ title }) => title === 'Less certain')?.items;
  const set = { windowSize: 64, memory: true };
  expect(doubt(set, ofLength(240, 64))).toEqual([
    '240 points are few to compare windows of 64 with. Use a smaller window or show a longer time range.',
  ]);
  expect(doubt(set, ofLength(240, 64), ofLength(512, 64))?.[0]).toMatch(/^1 of 2 series: 240 points/);
  expect(doubt(set, ofLength(240, 128))?.[0]).toMatch(/\. Show a longer time range\.$/);
  expect(doubt(set, ofLength(240, 16))).toBeUndefined();
  expect(doubt({ ...set, memory: false }, ofLength(240, 64))).toBeUndefined();
});

test('it does not ask for a smaller window than the one that was chosen', () => {
  const settings = { windowSize: 'auto' as const, memory: true };
  const { notes } = whole(input({ analysis: judged(ofLength(200, 32), ofLength(600, 64)), settings }));
  expect(notes.find(({ title }) => title === 'Less certain')?.items).toEqual([
    '1 of 2 series: 200 points are few to compare windows of 32 with. Show a longer time range.',
  ]);
});

test('it says how large the windows are, and how they were chosen where nobody set them', () => {
  const windows = (windowSize: number | 'auto', ...sizes: number[]) => {
    const outcomes = sizes.map((size) => ofLength(2000, size));
    const { notes } = whole(input({ analysis: judged(...outcomes), settings: { windowSize, memory: true } }));
    return notes.flatMap(({ items }) => items).find((item) => item.startsWith('Window'));
  };
  expect(windows('auto', 64, 64)).toBe('Window: 64 points, chosen from the rhythm and length of each series');
  expect(windows('auto', 64, 128, 32)).toBe('Window: 32–128 points, chosen from the rhythm and length of each series');
  expect(windows(48, 48)).toBe('Window: 48 points');
  expect(windows('auto')).toBeUndefined();
});

test('it counts reported anomalies and mentions those that the rules hold back', () => {
  const { line, notes } = whole(
    input({ analysis: judged(detected(3), detected(2)), names: ['a', 'b'], reported: [1, 0] })
  );
  expect(line).toBe('1 anomaly in 1 of 2 series');
  expect(notes).toContainEqual({
    title: 'Reporting',
    items: ['The rules on direction, deviation, length and persistence merge or suppress 4 of 5 anomalies.'],
  });
});

test('rules that hold nothing back are not mentioned, but a list without room is', () => {
  const titles = (change: Partial<NotesInput>) =>
    notesOf(input({ analysis: judged(detected(2)), reported: [2], ...change })).map(({ title }) => title);
  expect(titles({})).not.toContain('Reporting');
  expect(titles({ listHidden: true })).toContain('Reporting');
});

describe('what looking back brought', () => {
  const lookback = { looked: ['Looked back over 3,000 points'], refused: ['b: other values'] };
  const notes = (change: Partial<NotesInput>) =>
    Object.fromEntries(notesOf(input({ lookback, ...change })).map(({ title, items }) => [title, items]));

  test('stands with how it was judged, and why it was refused in a note of its own, in a calm tone', () => {
    const analysis = judged(detected(0));
    expect(notes({ analysis })['How this was judged']).toContain('Looked back over 3,000 points');
    expect(notes({ analysis })['Look-back']).toEqual(['b: other values']);
    expect(whole(input({ analysis, lookback })).tone).toBe('calm');
  });

  test('counts among the points that windows are compared with', () => {
    const points = (length: number) => ({ times: new Float64Array(length), values: new Float64Array(length) });
    const few = (length: number) =>
      notes({
        analysis: { ...judged(detected(0)), judged: [points(length)] },
        settings: { windowSize: 64, memory: true },
      })['Less certain'];
    expect(few(100)).toHaveLength(1);
    expect(few(3000)).toBeUndefined();
  });
});

test('it says that a time with several values has the last, and what a compared period is for', () => {
  const texts = (change: Partial<NotesInput>) => notesOf(input({ analysis: judged(detected(0)), ...change }));
  expect(JSON.stringify(texts({ conflicts: 1 }))).toContain('1 time has several values; the last one counts.');
  expect(JSON.stringify(texts({ conflicts: 3 }))).toContain('3 times have several values');
  expect(JSON.stringify(texts({ compared: 2 }))).toContain('The compared period is not judged');
  expect(JSON.stringify(texts({}))).not.toMatch(/several values|compared/);
});
