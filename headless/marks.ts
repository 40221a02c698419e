import type { Stretch, Labels } from '../src/detector/labels/labels';
import { CsvError } from './csv';
import { timeOf } from './csvTime';
import { quoted } from './terminal.mjs';

const KINDS = ['normal', 'left-out', 'false-alarm'] as const;

/** What a person said about a stretch of time. */
export interface Mark {
  readonly stretch: Stretch;
  readonly kind: (typeof KINDS)[number];
  /** Name of the series that it is about; undefined: all. */
  readonly series?: string;
}

const FORM =
  'Write a list such as [{"from": "2024-05-01T02:00:00Z", "to": "2024-05-01T03:00:00Z", "kind": "left-out"}]; ' +
  'kind is normal, left-out or false-alarm, times are as in the files, series and text may be left out.';

/** More than people write. Each costs time with each series: so many take five seconds more for one, ten times as many minutes. */
const MOST_MARKS = 10_000;

/** What of a file of marks is read at most. */
export const MARKS_BOUND = { bytes: 16 * 1024 * 1024, remedy: 'Leave out marks that lie outside of the data.' };

/**
 * Reads a file of marks. A mark's number in the list, from 1 on, is what a verdict calls it by.
 *
 * @param file for messages
 * @throws CsvError that names the file and the entry
 */
export function readMarks(text: string, file: string): Mark[] {
  let list: unknown;
  if (text.trim() === '') {
    throw new CsvError(file, 'the file is empty.', FORM);
  }
  try {
    list = JSON.parse(text);
  } catch (thrown) {
    throw new CsvError(file, `this is not JSON (${wordsOf(thrown)}).`, FORM);
  }
  if (!Array.isArray(list)) {
    throw new CsvError(file, 'this is not a list of marks.', FORM);
  }
  if (list.length > MOST_MARKS) {
    throw new CsvError(file, `it holds ${list.length} marks, more than ${MOST_MARKS}.`, MARKS_BOUND.remedy);
  }
  return (list as unknown[]).map((entry, i) => markFrom(entry, i + 1, file));
}

/** What the marks say about one series. */
export function teachingFor(marks: readonly Mark[], series: string): Labels {
  const of = (kind: Mark['kind']) =>
    marks
      .filter((mark) => mark.kind === kind && (mark.series === undefined || mark.series === series))
      .map(({ stretch }) => stretch);
  return { normal: of('normal'), excluded: of('left-out'), falseAlarms: of('false-alarm') };
}

/** Numbers of the marks that meet none of the times that they could be about. */
export function outsiders(
  marks: readonly Mark[],
  series: ReadonlyArray<{ readonly name: string; readonly times: Float64Array }>
): string[] {
  // The series of a file share their times.
  const ascending = new Map<Float64Array, Float64Array>();
  const known = series.map(({ name, times }) => {
    const sorted = ascending.get(times) ?? times.filter(Number.isFinite).sort();
    ascending.set(times, sorted);
    return { name, times: sorted };
  });
  const meets = ({ stretch, series: name }: Mark) =>
    known.some((one) => (name === undefined || name === one.name) && firstFrom(one.times, stretch.from) <= stretch.to);
  return marks.filter((mark) => !meets(mark)).flatMap(({ stretch: { id } }) => id ?? []);
}

/** The first of ascending times that is not before another; Infinity if there is none. */
function firstFrom(times: Float64Array, from: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = times[middle] < from ? [middle + 1, high] : [low, middle];
  }
  return low < times.length ? times[low] : Infinity;
}

/** Names that marks are about and that no series has. */
export function strangers(marks: readonly Mark[], names: readonly string[]): string[] {
  const present = new Set(names);
  const about = marks.flatMap(({ series }) => (series === undefined ? [] : [series]));
  return Array.from(new Set(about)).filter((name) => !present.has(name));
}

function markFrom(entry: unknown, number: number, file: string): Mark {
  const fault = (what: string) => new CsvError(file, `mark ${number} ${what}`, FORM);
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    throw fault('is not an object.');
  }
  const { from, to, kind, series } = entry as Record<string, unknown>;
  const known = KINDS.find((one) => one === kind);
  if (known === undefined) {
    throw fault(kind === undefined ? 'has no kind.' : `has the kind ${shown(kind)}.`);
  }
  if (series !== undefined && typeof series !== 'string') {
    throw fault('has a series that is not a name.');
  }
  const [start, end] = [from, to].map((time, i) => {
    const read = timeIn(time);
    if (Number.isNaN(read)) {
      const name = i === 0 ? 'from' : 'to';
      throw fault(time === undefined ? `has no "${name}".` : `has ${shown(time)} for "${name}", which is not a time.`);
    }
    return read;
  });
  if (start > end) {
    throw fault('ends before it begins.');
  }
  return { stretch: { from: start, to: end, id: String(number) }, kind: known, series };
}

function timeIn(written: unknown): number {
  return typeof written === 'number' || typeof written === 'string' ? timeOf(String(written).trim()) : NaN;
}

/** A value as JSON writes it, in quotes if it is a text, and short. */
function shown(value: unknown): string {
  const json = JSON.stringify(value);
  return json.startsWith('"') ? quoted(value as string) : json.length > 20 ? quoted(json) : json;
}

/** The parser's own words, in one line. */
function wordsOf(thrown: unknown): string {
  return String((thrown as Partial<Error>).message).replace(/\s+/g, ' ');
}
