import type { Stretch, Teaching } from '../src/detector/teaching';
import { CsvError } from './csv';
import { readTimes } from './csvTime';

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
  'kind is normal, left-out or false-alarm, times are as in the files (ISO 8601, UTC without a zone, or epoch s or ms), series and text may be left out.';

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
  return (list as unknown[]).map((entry, i) => markFrom(entry, i + 1, file));
}

/** What the marks say about one series. */
export function teachingFor(marks: readonly Mark[], series: string): Teaching {
  const of = (kind: Mark['kind']) =>
    marks
      .filter((mark) => mark.kind === kind && (mark.series === undefined || mark.series === series))
      .map(({ stretch }) => stretch);
  return { normal: of('normal'), leftOut: of('left-out'), falseAlarms: of('false-alarm') };
}

/** Numbers of the marks that meet none of the times that they could be about. */
export function outsiders(
  marks: readonly Mark[],
  series: ReadonlyArray<{ readonly name: string; readonly times: Float64Array }>
): string[] {
  const meets = ({ stretch, series: name }: Mark) =>
    series.some(
      (one) =>
        (name === undefined || name === one.name) &&
        one.times.some((time) => time >= stretch.from && time <= stretch.to)
    );
  return marks.filter((mark) => !meets(mark)).flatMap(({ stretch: { id } }) => id ?? []);
}

/** Names that marks are about and that no series has. */
export function strangers(marks: readonly Mark[], names: readonly string[]): string[] {
  const about = marks.flatMap(({ series }) => (series === undefined ? [] : [series]));
  return Array.from(new Set(about)).filter((name) => !names.includes(name));
}

function markFrom(entry: unknown, number: number, file: string): Mark {
  const fault = (what: string) => new CsvError(file, `mark ${number} ${what}`, FORM);
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    throw fault('is not an object.');
  }
  const { from, to, kind, series } = entry as Record<string, unknown>;
  const known = KINDS.find((one) => one === kind);
  if (known === undefined) {
    throw fault(kind === undefined ? 'has no kind.' : `has the kind ${JSON.stringify(kind)}.`);
  }
  if (series !== undefined && typeof series !== 'string') {
    throw fault('has a series that is not a name.');
  }
  const [start, end] = [from, to].map((time, i) => {
    const read = timeOf(time);
    if (Number.isNaN(read)) {
      const name = i === 0 ? 'from' : 'to';
      throw fault(
        time === undefined ? `has no "${name}".` : `has ${JSON.stringify(time)} for "${name}", which is not a time.`
      );
    }
    return read;
  });
  if (start > end) {
    throw fault('ends before it begins.');
  }
  return { stretch: { from: start, to: end, id: String(number) }, kind: known, series };
}

function timeOf(written: unknown): number {
  return typeof written === 'number' || (typeof written === 'string' && written.trim() !== '')
    ? readTimes([String(written).trim()])[0]
    : NaN;
}

/** The parser's own words, in one line. */
function wordsOf(thrown: unknown): string {
  return String((thrown as Partial<Error>).message).replace(/\s+/g, ' ');
}
