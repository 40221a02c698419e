/** @jest-environment node */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tutorialStory } from '../demo/generator/generator.ts';
import { croppedOutcome, withContext } from '../src/detector/report/context';
import { DEFAULT_REPORT_RULES, reported } from '../src/detector/report/report';
import { DEFAULT_DETECTOR_SETTINGS } from '../src/detector/settings';
import { assess } from '../src/detector/report/severity';
import { endedIn, spawnedIn } from './detect.fixture';
import { openJudge } from './judge';

jest.mock('./pool', () => ({
  ...jest.requireActual<object>('./pool'),
  ...jest.requireActual<object>('./poolOnThisThread.fixture'),
}));

jest.setTimeout(180_000);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'residual-detect-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command in the folder of the test. */
const run = (args: readonly string[]) => endedIn(folder, args);

function write(name: string, columns: Record<string, ReadonlyArray<number | string>>): string {
  const names = Object.keys(columns);
  const rows = columns[names[0]].map((_, row) => names.map((column) => columns[column][row]).join(','));
  writeFileSync(join(folder, name), `${names.join(',')}\n${rows.join('\n')}\n`);
  return name;
}

interface Line {
  file: string;
  series: string;
  window: number;
  span: number;
  time: number[];
  value: Array<number | null>;
  reconstruction: Array<number | null>;
  error: Array<number | null>;
  smoothedError: Array<number | null>;
  score: Array<number | null>;
  threshold: Array<number | null>;
  sequences: Array<{ start: number; end: number; startTime: number; endTime: number; score: number }>;
  quieted: Array<{ start: number; end: number; startTime: number; endTime: number; mark: string }>;
  taught: string[];
  skipped?: { reason: string; points: number; needed: number };
}

const linesOf = (output: string) =>
  output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

test('shades the tangent of the tutorial’s story and nothing else', async () => {
  const story = tutorialStory();
  write('story.csv', { time: story.times, value: story.values });
  const { status, output, errors } = await run(['--window', '64', 'story.csv']);
  expect(errors).toBe('');
  expect(status).toBe(0);

  const [line, ...others] = linesOf(output);
  expect(others).toEqual([]);
  expect(Object.keys(line)).toEqual(
    'file series window span time value reconstruction error smoothedError score threshold sequences changePoints quieted taught'.split(
      ' '
    )
  );
  expect(line).toMatchObject({ file: 'story.csv', series: 'value', window: 64, span: 10 });
  expect(line.time).toEqual(story.times);
  expect(line.value).toEqual(story.values);
  for (const computed of [line.reconstruction, line.error, line.smoothedError, line.score, line.threshold]) {
    expect(computed).toHaveLength(story.times.length);
    expect(computed.every((value) => typeof value === 'number')).toBe(true);
  }
  const [tangent] = story.incidents;
  expect(line.sequences.length).toBeGreaterThan(0);
  for (const { start, end, startTime, endTime, score } of line.sequences) {
    expect(startTime).toBeLessThanOrEqual(tangent.end);
    expect(endTime).toBeGreaterThanOrEqual(tangent.start);
    expect([startTime, endTime]).toEqual([story.times[start], story.times[end]]);
    expect(score).toBeGreaterThan(0);
  }
});

test('rules on reporting give the panel’s answers, as JSON and as lines for people', async () => {
  const story = tutorialStory();
  write('rules.csv', { time: story.times, value: story.values });
  const series = { times: Float64Array.from(story.times), values: Float64Array.from(story.values) };
  const outcome = await (await openJudge({ backend: 'wasm' })).judge(series, DEFAULT_DETECTOR_SETTINGS);
  if (outcome.status !== 'detected') {
    throw new Error(outcome.status);
  }
  const [found] = outcome.detection.sequences;
  const { deviation, direction, severity } = assess(series, outcome.detection, found);
  const limit = (share: number) => [
    '--min-deviation',
    String(deviation * share),
    '--direction',
    direction,
    'rules.csv',
  ];

  const [kept, dropped, people] = await Promise.all([
    run(limit(0.99)),
    run(limit(1.01)),
    run(['--format', 'text', ...limit(0.99)]),
  ]);
  const rules = { ...DEFAULT_REPORT_RULES, direction, leastDeviation: deviation * 0.99 };
  expect(linesOf(kept.output)[0].sequences.map(({ startTime, endTime }) => [startTime, endTime])).toEqual(
    reported(outcome.detection, series, rules).sequences.map(({ from, to }) => [from, to])
  );
  expect(linesOf(kept.output)[0].sequences.length).toBeGreaterThan(0);
  expect(linesOf(dropped.output)[0].sequences).toEqual([]);
  // The tangent lasts 19 min 50 s; its first and last points lie where the sines before and after it do.
  const [{ start, end }] = story.incidents;
  expect(found.from - start).toBeLessThanOrEqual(30_000);
  expect(found.from).toBeGreaterThanOrEqual(start);
  expect(end - found.to).toBeLessThanOrEqual(30_000);
  expect(found.to).toBeLessThanOrEqual(end);
  expect(people.output).toMatch(
    new RegExp(
      `^rules.csv, value: ${new Date(found.from).toISOString()} for 19 min \\d+ s, ${severity}, .* ${direction}\\)\n$`
    )
  );
});

test('prints a line a series in the order of files and columns, and says of some why they were not judged', async () => {
  const count = 200;
  const time = Array.from({ length: count }, (_, i) => 1_714_521_600 + 60 * i);
  const wave = time.map((_, i) => Math.sin(i / 5));
  write('b.csv', { time, wave, still: time.map(() => 7), gappy: wave.map((value, i) => (i % 50 === 9 ? '' : value)) });
  write('a.csv', { time: time.slice(0, 5), short: wave.slice(0, 5) });
  const { status, output } = await run(['--window', '32', '--span', '4', '--jobs', '2', 'b.csv', 'a.csv']);
  expect(status).toBe(0);
  const lines = linesOf(output);
  expect(lines.map(({ file, series }) => `${file} ${series}`)).toEqual([
    'b.csv wave',
    'b.csv still',
    'b.csv gappy',
    'a.csv short',
  ]);
  expect(lines[1].skipped).toEqual({ reason: 'constant', points: 200, needed: 32 });
  expect(lines[1].reconstruction).toEqual(Array.from({ length: count }, () => null));
  expect(lines[1].sequences).toEqual([]);
  expect(lines[2].value[9]).toBeNull();
  expect(lines[2].error[9]).toBeNull();
  expect(lines[2].error[10]).toEqual(expect.any(Number));
  expect(lines[3].skipped).toEqual({ reason: 'too-short', points: 5, needed: 32 });
  expect(lines[3].threshold).toEqual([null, null, null, null, null]);
});

test('chooses the window of each series, says which it was, and judges days with a weekly rhythm as they are', async () => {
  const days = Array.from({ length: 730 }, (_, i) => i);
  const time = days.map((day) => 1_640_995_200 + 86_400 * day);
  const weekly = days.map((day) => (day % 7 < 5 ? 100 : 40) + 10 * Math.sin(day * day));
  const orders = weekly.map((value, day) => (day >= 500 && day < 504 ? 0.2 * value : value));
  write('days.csv', { time, orders, few: days.map((day) => (day < 20 ? weekly[day] : '')) });
  const { status, output, errors } = await run(['days.csv']);
  expect([status, errors]).toEqual([0, '']);
  const [business, few] = linesOf(output);
  expect([business.window, few.window]).toEqual([32, 32]);
  expect(few.skipped).toEqual({ reason: 'too-short', points: 20, needed: 32 });
  expect(business.sequences).toHaveLength(1);
  expect(business.sequences[0].start).toBeLessThanOrEqual(500);
  expect(business.sequences[0].end).toBeGreaterThanOrEqual(503);
});

test('refuses bad input with status 2, one line on stderr and nothing on stdout, before any work', async () => {
  write('good.csv', { time: [1_714_521_600, 1_714_521_660], v: [1, 2] });
  write('bad.csv', { value: [1, 2] });
  write('old.csv', { time: ['0050-05-01', '0050-05-02'], v: [1, 2] });
  for (const [args, message] of [
    [['good.csv', 'bad.csv'], /^bad\.csv: there is no time column/],
    [['good.csv', 'absent.csv'], /^absent\.csv: there is no such file/],
    [['--window', '7', 'good.csv'], /^--window must be auto or a whole number from 16 to 256/],
    [['--model', folder, 'good.csv'], /The model's file manifest\.json could not be loaded/],
    [['/dev/zero'], /^\/dev\/zero: the file is larger than 32 MB\. /],
    [['good.csv', '--marks', '/dev/zero'], /^\/dev\/zero: the file is larger than 16 MB\. /],
    [['good.csv', '--remember', '/dev/zero'], /^\/dev\/zero: the file is larger than 1 MB\. /],
    [['good.csv', '--lookback', '/dev/zero'], /^\/dev\/zero: the file is larger than 32 MB\. /],
    [['old.csv'], /^old\.csv: column "time" is read in row 1 as 0050-05-01T.* if they are meant, add --times any\.$/m],
    [[folder], /cannot be read \(EISDIR\)/],
  ] as const) {
    const { status, output, errors } = await run(args);
    expect(errors).toMatch(message);
    expect(errors.trimEnd()).not.toContain('\n');
    expect(output).toBe('');
    expect(status).toBe(2);
  }
});

test('what a terminal would obey is escaped on both streams, and a message is one short line', async () => {
  const name = 'cpu\x1b[31m\u202e\u009b1m';
  const time = Array.from({ length: 40 }, (_, i) => 1_714_521_600 + 60 * i);
  write('hostile.csv', { time, [`"${name}\n"`]: time.map(() => 7) });
  write('cell.csv', { time, load: time.map((_, i) => (i === 9 ? `x\x1b[2J${'x'.repeat(100_000)}` : i)) });
  const marks = Array.from({ length: 5000 }, (_, i) => ({
    from: 1,
    to: 2,
    kind: 'normal',
    ...(i % 2 && { series: `${name}${i}` }),
  }));
  writeFileSync(join(folder, 'marks.json'), JSON.stringify(marks));
  const [text, json, cell, absent] = await Promise.all([
    run(['--format', 'text', '--marks', 'marks.json', 'hostile.csv']),
    run(['hostile.csv']),
    run(['cell.csv']),
    run(['absent\x1b[2J\n.csv']),
  ]);
  const escaped = 'cpu\\u001b[31m\\u202e\\u009b1m';
  expect(text.output).toBe(`hostile.csv, ${escaped}: not judged, constant (40 points in a row, a window needs 32)\n`);
  expect(text.errors.split('\n')).toEqual([
    expect.stringMatching(/^marks\.json: no file has a series ("cpu[^\x1b]*\d", ){5}"cpu[^\x1b]*\d" and 2494 more\.$/),
    expect.stringMatching(/^marks\.json: no row is in label 1, 3, 5, 7, 9, 11 and 2494 more\. /),
    '',
  ]);
  expect(json.output).toContain(escaped);
  expect(linesOf(json.output)[0]).toMatchObject({ series: name });
  expect(cell.errors).toMatch(
    /^cell\.csv: row 10: "x\\u001b\[2Jx+…x+" \(100005 characters\) in column "load" is not a number\. Leave .*\n$/
  );
  expect(absent.errors).toBe('absent\\u001b[2J\\n.csv: there is no such file. Check its name and permissions.\n');
  for (const { output, errors } of [text, json, cell, absent]) {
    expect((output + errors).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    expect(Math.max(...errors.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(400);
  }
});

test('times that are seldom meant are judged for one who says that they are', async () => {
  const years = Array.from({ length: 200 }, (_, i) => 1800 + i);
  write('years.csv', { time: years.map((year) => `${year}-01-01`), spots: years.map((year) => Math.sin(year)) });
  const { status, output, errors } = await run(['--times', 'any', 'years.csv']);
  expect([status, errors]).toEqual([0, '']);
  expect(linesOf(output)[0].time[0]).toBe(Date.UTC(1800, 0));
});

test('ends in peace when nobody reads on', async () => {
  const time = Array.from({ length: 4000 }, (_, i) => 1_714_521_600 + i);
  const still = time.map(() => 1);
  write('wide.csv', { time, ...Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`c${i}`, still])) });
  const { status, errors } = await spawnedIn(folder, ['--jobs', '1', 'wide.csv'], 1);
  expect(errors).toBe('');
  expect(status).toBe(0);
});

test('writes the memory also when nobody reads on', async () => {
  const time = Array.from({ length: 2000 }, (_, i) => 1_714_521_600 + i);
  const wave = time.map((_, i) => Math.sin(i / 7));
  write('waves.csv', { time, ...Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`c${i}`, wave])) });
  const { status, errors } = await spawnedIn(folder, ['--jobs', '1', '--learn', 'waves.json', 'waves.csv'], 1);
  expect([status, errors]).toEqual([0, '']);
  const memory = JSON.parse(readFileSync(join(folder, 'waves.json'), 'utf8')) as { series: unknown[] };
  expect(memory.series).toHaveLength(6);
});

test('with a look-back, answers for the rows of the file alone, and as the panel does', async () => {
  const { times, values } = tutorialStory();
  const rows = (from: number, to: number) => ({ time: times.slice(from, to), value: values.slice(from, to) });
  const [from, to] = [Math.floor(times.length / 2), times.length - 20];
  write('seen.csv', rows(from, to));
  write('around.csv', rows(0, times.length));
  const { status, output, errors } = await run(['--lookback', 'around.csv', 'seen.csv']);
  expect([status, errors]).toEqual([0, '']);

  const series = (one: { time: number[]; value: number[] }) => ({
    times: Float64Array.from(one.time),
    values: Float64Array.from(one.value),
  });
  const seen = series(rows(from, to));
  const whole = withContext(seen, series(rows(0, times.length)));
  const { judge } = await openJudge({ backend: 'wasm' });
  const panel = croppedOutcome(await judge(whole, DEFAULT_DETECTOR_SETTINGS), whole, seen);
  if (panel.status !== 'detected') {
    throw new Error(panel.status);
  }
  const [line] = linesOf(output);
  expect(line.time).toEqual(times.slice(from, to));
  for (const column of ['reconstruction', 'error', 'smoothedError', 'score', 'threshold'] as const) {
    expect(line[column]).toEqual(Array.from(panel.detection[column]));
  }
  expect(line.sequences.length).toBeGreaterThan(0);
  expect(line.sequences).toEqual(
    panel.detection.sequences.map((sequence) => {
      const [startTime, endTime] = [sequence.from, sequence.to];
      const [start, end] = [startTime, endTime].map((time) => line.time.indexOf(time));
      const { score } = sequence;
      const { severity, exceedance, deviation } = assess(seen, panel.detection, sequence);
      return expect.objectContaining({ start, end, startTime, endTime, score, severity, ratio: exceedance, deviation });
    })
  );

  const [alone] = linesOf((await run(['seen.csv'])).output);
  expect(alone.threshold).not.toEqual(line.threshold);
});

test('a look-back of other columns is refused before any work', async () => {
  write('seen.csv', { time: [1_714_521_600, 1_714_521_660], load: [1, 2] });
  write('around.csv', { time: [1_714_521_600, 1_714_521_660], idle: [1, 2] });
  const { status, output, errors } = await spawnedIn(folder, ['--lookback=around.csv', 'seen.csv']);
  expect([status, output]).toEqual([2, '']);
  expect(errors).toMatch(
    /^around\.csv: there is no numeric column "load" to look back over for seen\.csv, only "idle"\./
  );
});

test('marks keep the tangent from being reported, or have it left out, and a line says which mark did it', async () => {
  const story = tutorialStory();
  write('marked.csv', { time: story.times, value: story.values });
  const [tangent] = story.incidents;
  const marked = (name: string, kind: string, series?: string) => {
    const stretch = { from: tangent.start - 3_600_000, to: new Date(tangent.end + 3_600_000).toISOString() };
    writeFileSync(join(folder, name), JSON.stringify([{ ...stretch, kind, series, text: 'known' }]));
    return run(['--marks', name, 'marked.csv']);
  };
  const alarm = await marked('alarm.json', 'false-alarm', 'value');
  const [quiet] = linesOf(alarm.output);
  expect([alarm.errors, quiet.sequences, quiet.taught]).toEqual(['', [], ['1']]);
  expect(quiet.quieted[0]).toMatchObject({ mark: '1' });

  const [out] = linesOf((await marked('out.json', 'left-out')).output);
  expect([out.sequences, out.quieted, out.taught]).toEqual([[], [], ['1']]);
  expect(out.reconstruction[story.times.indexOf(tangent.start)]).toBeNull();

  writeFileSync(join(folder, 'elsewhen.json'), '\uFEFF[{"from": "2001-01-01", "to": "2001-01-02", "kind": "normal"}]');
  const elsewhen = await run(['--marks', 'elsewhen.json', 'marked.csv']);
  expect([elsewhen.status, elsewhen.errors]).toEqual([
    0,
    'elsewhen.json: no row is in label 1. Without a zone a time is UTC; a number is epoch s or ms.\n',
  ]);

  const strange = await marked('strange.json', 'normal', 'load');
  expect(strange.errors).toBe('strange.json: no file has a series "load".\n');
  expect(linesOf(strange.output)[0].taught).toEqual([]);
});

test('what was learnt from one file is recalled for another, and a damaged memory is refused', async () => {
  const story = tutorialStory();
  const [tangent] = story.incidents;
  const first = story.times.indexOf(tangent.start);
  const rows = (from: number, to: number) => ({
    time: story.times.slice(from, to),
    value: story.values.slice(from, to),
  });
  write('long.csv', rows(0, first));
  write('short.csv', rows(first - 100, first + 100));
  expect(await run(['--learn', 'memory.json', 'long.csv'])).toMatchObject({ status: 0, errors: '' });

  const [alone] = linesOf((await run(['short.csv'])).output);
  const warm = await run(['--remember', 'memory.json', 'short.csv']);
  expect([warm.status, warm.errors]).toEqual([0, '']);
  // In the lead to the tangent everything is as it was when the memory was learnt.
  const errorBefore = (line: Line) => line.error.slice(0, 80).reduce<number>((sum, error) => sum + (error ?? 0), 0);
  expect(errorBefore(linesOf(warm.output)[0])).toBeLessThan(errorBefore(alone));

  const inHundredths = rows(first - 100, first + 100);
  write('per cent.csv', { ...inHundredths, value: inHundredths.value.map((value) => 100 * value) });
  const [bare, mismatched] = await Promise.all([
    run(['per cent.csv']),
    run(['--remember', 'memory.json', 'per cent.csv']),
  ]);
  expect([mismatched.status, mismatched.output]).toEqual([0, bare.output]);
  expect(mismatched.errors).toBe(
    'memory.json: not used for "value" of per cent.csv: the level or the unit of its values has changed.\n'
  );

  const other = await run(['--window', '32', '--remember', 'memory.json', 'short.csv']);
  expect([other.status, other.output]).toEqual([2, '']);
  expect(other.errors).toMatch(/^memory\.json: This memory contains windows of 64 points, not of 32\./);
});

test('a memory that cannot be written is refused before any work, one of nothing after it', async () => {
  write('still.csv', { time: Array.from({ length: 90 }, (_, i) => 1_714_521_600 + i), v: Array<number>(90).fill(7) });
  const [nowhere, nothing, foreign] = await Promise.all([
    run(['--learn', join('no', 'such', 'memory.json'), 'still.csv']),
    run(['--learn', 'nothing.json', 'still.csv']),
    run(['--learn', 'nothing.json', '--model', folder, 'still.csv']),
  ]);
  expect(nowhere).toMatchObject({ status: 2, output: '' });
  expect(nowhere.errors).toMatch(/memory\.json: it cannot be written \(its folder does not exist\)\./);
  expect(linesOf(nothing.output)[0].skipped).toMatchObject({ reason: 'constant' });
  expect([nothing.status, nothing.errors]).toEqual([
    2,
    'nothing.json: nothing was learnt. It takes a series that is judged, with --memory on.\n',
  ]);
  expect(foreign).toMatchObject({ status: 2, output: '' });
  expect(foreign.errors).toMatch(
    /manifest\.json could not be loaded: there is no such file\. Name a folder that holds a model\./
  );
});

test('files beside the data that are damaged are refused before any work', async () => {
  write('fine.csv', { time: [1_714_521_600, 1_714_521_660], v: [1, 2] });
  writeFileSync(join(folder, 'empty'), '');
  writeFileSync(join(folder, 'header.csv'), 'time,v\n');
  writeFileSync(join(folder, 'utf-16'), Buffer.from('\uFEFF[]', 'utf16le'));
  const refusals: ReadonlyArray<readonly [readonly string[], RegExp]> = [
    [['--marks', 'empty'], /^empty: the file is empty\. Write a list such as/],
    [['--marks', 'utf-16'], /^utf-16: this is not UTF-8 text\. Save it in UTF-8\./],
    [['--lookback', 'empty'], /^empty: the file is empty\. Write a header/],
    [['--lookback', 'header.csv'], /^header\.csv: there is no row below the header\./],
    [['--remember', 'empty'], /^empty: This is not a learnt memory of Residual\./],
  ];
  const ended = await Promise.all(refusals.map(([args]) => run([...args, 'fine.csv'])));
  ended.forEach(({ status, output, errors }, i) => {
    expect(errors).toMatch(refusals[i][1]);
    expect([status, output]).toEqual([2, '']);
  });
});
