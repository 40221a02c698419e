import type { LabelledInterval, Labels } from '../src/detector/labels/labels';
import { countWhile } from '../src/detector/series';
import { ascending } from '../src/series/ascending';
import { CsvError } from './csv';
import { timeOf } from './csvTime';
import { quoted } from './terminal.mjs';

const KINDS = ['normal', 'left-out', 'false-alarm'] as const;

/** The user's label of a time range. */
export interface Mark {
  readonly stretch: LabelledInterval;
  readonly kind: (typeof KINDS)[number];
  /** Name of the series that the mark concerns; undefined: all. */
  readonly series?: string;
}

const FORM =
  'Write a list such as [{"from": "2024-05-01T02:00:00Z", "to": "2024-05-01T03:00:00Z", "kind": "left-out"}]; ' +
  'kind is normal, left-out or false-alarm, times are as in the files, series and text are optional.';

/** Each mark costs time for each series. 10,000 marks take five seconds for one series, ten times as many take minutes. */
const MOST_MARKS = 10_000;

/** Bound on the size of a file of marks. */
export const MARKS_BOUND = { bytes: 16 * 1024 * 1024, remedy: 'Remove labels outside of the data.' };

/**
 * Reads a file of marks. A mark's id is its number in the list, starting at 1.
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
    throw new CsvError(file, `this is not JSON (${messageOf(thrown)}).`, FORM);
  }
  if (!Array.isArray(list)) {
    throw new CsvError(file, 'this is not a list of labels.', FORM);
  }
  if (list.length > MOST_MARKS) {
    throw new CsvError(file, `it holds ${list.length} labels, more than ${MOST_MARKS}.`, MARKS_BOUND.remedy);
  }
  return (list as unknown[]).map((entry, i) => markFrom(entry, i + 1, file));
}

/** The marks of one series, as labels. */
export function labelsFor(marks: readonly Mark[], series: string): Labels {
  const of = (kind: Mark['kind']) =>
    marks
      .filter((mark) => mark.kind === kind && (mark.series === undefined || mark.series === series))
      .map(({ stretch }) => stretch);
  return { normal: of('normal'), excluded: of('left-out'), falseAlarms: of('false-alarm') };
}

/** Ids of the marks that contain no row of their series. */
export function outsiders(
  marks: readonly Mark[],
  series: ReadonlyArray<{ readonly name: string; readonly times: Float64Array }>
): string[] {
  // The series of a file share their times.
  const sortedTimes = new Map<Float64Array, Float64Array>();
  const sortedSeries = series.map(({ name, times }) => {
    const sorted = sortedTimes.get(times) ?? ascending(times, times).series.times;
    sortedTimes.set(times, sorted);
    return { name, times: sorted };
  });
  const meets = ({ stretch, series: name }: Mark) =>
    sortedSeries.some(
      (one) => (name === undefined || name === one.name) && firstFrom(one.times, stretch.from) <= stretch.to
    );
  return marks.filter((mark) => !meets(mark)).flatMap(({ stretch: { id } }) => id ?? []);
}

/** The first of ascending times that is not before `from`; Infinity if there is none. */
function firstFrom(times: Float64Array, from: number): number {
  const before = countWhile(times, (time) => time < from);
  return before < times.length ? times[before] : Infinity;
}

/** Series names in marks that no series has. */
export function strangers(marks: readonly Mark[], names: readonly string[]): string[] {
  const present = new Set(names);
  const about = marks.flatMap(({ series }) => (series === undefined ? [] : [series]));
  return Array.from(new Set(about)).filter((name) => !present.has(name));
}

function markFrom(entry: unknown, number: number, file: string): Mark {
  const fault = (what: string) => new CsvError(file, `label ${number} ${what}`, FORM);
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    throw fault('is not an object.');
  }
  const { from, to, kind, series } = entry as Record<string, unknown>;
  const knownKind = KINDS.find((one) => one === kind);
  if (knownKind === undefined) {
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
  return { stretch: { from: start, to: end, id: String(number) }, kind: knownKind, series };
}

function timeIn(written: unknown): number {
  return typeof written === 'number' || typeof written === 'string' ? timeOf(String(written).trim()) : NaN;
}

/** A value as short JSON. */
function shown(value: unknown): string {
  const json = JSON.stringify(value);
  return json.startsWith('"') ? quoted(value as string) : json.length > 20 ? quoted(json) : json;
}

/** The parser's error message on one line. */
function messageOf(thrown: unknown): string {
  return String((thrown as Partial<Error>).message).replace(/\s+/g, ' ');
}
