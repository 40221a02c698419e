import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CSV_BOUND, CsvError, parseCsv } from '../../headless/csv';
import { listed, quoted } from '../../headless/terminal.mjs';
import { readText } from '../../headless/textFile';
import { eventsOf, type LabelledSeries } from './labelledSeries';

/** Longer series are cropped to so many points, so that a run takes minutes. */
export const LONGEST = 4096;
/** Share of a crop that lies before the first labelled event. */
const BEFORE_FIRST_EVENT = 0.6;

const FORM = 'A file has the columns TimeStamp, Value and Label (1 where a person saw an anomaly, else 0).';

/** A folder that holds nothing to evaluate on. */
export class FolderError extends Error {}

/**
 * Reads every CSV file of a folder, sorted by name: `TimeStamp,Value,Label`. What stands before `--` in a file's name is
 * its domain. Long series are cropped to {@link LONGEST} points from 60 % of that before the first event on.
 *
 * @param folder as the person wrote it is `named` in messages
 * @param option that took the folder, for messages
 * @throws FolderError without the folder or without a CSV file in it
 * @throws CsvError that names the file
 */
export async function readLabelledFolder(
  folder: string,
  named: string,
  leastPoints: number,
  option = '--real'
): Promise<LabelledSeries[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    const fault = code === 'ENOENT' ? 'there is no such folder' : code === 'ENOTDIR' ? 'this is no folder' : code;
    throw new FolderError(`${named}: ${fault}. Give ${option} a folder of CSV files.`);
  }
  const files = names.filter((name) => name.toLowerCase().endsWith('.csv')).sort();
  if (files.length === 0) {
    throw new FolderError(`${named}: there is no CSV file in this folder. ${FORM}`);
  }
  const series: LabelledSeries[] = [];
  for (const file of files) {
    series.push(readLabelled(await readText(join(folder, file), file, CSV_BOUND), file, leastPoints));
  }
  return series;
}

/**
 * @param file for messages and the domain
 * @throws CsvError
 */
export function readLabelled(text: string, file: string, leastPoints: number): LabelledSeries {
  const { series, labels } = parseCsv(text, file);
  const value = series.find(({ name }) => name === 'Value');
  const label = labels.find(({ name }) => name === 'Label');
  const present = listed([...series, ...labels].map(({ name }) => name));
  if (!label) {
    throw new CsvError(file, `there is no column "Label" beside the times, only ${present}.`, FORM);
  }
  if (!value) {
    throw new CsvError(file, `there is no column "Value" beside the times, only ${present}.`, FORM);
  }
  const odd = label.cells.findIndex((cell) => !(Number(cell) === 0 || Number(cell) === 1));
  if (odd >= 0) {
    throw new CsvError(file, `row ${odd + 1}: ${quoted(label.cells[odd])} in column "Label" is neither 0 nor 1.`, FORM);
  }
  const rows = pointsOf(value.times, label.cells);
  const measured = rows.filter(({ row }) => Number.isFinite(value.values[row])).length;
  if (measured < leastPoints) {
    const fault = `no usable series: ${measured} points with a value, where one window takes ${leastPoints}.`;
    throw new CsvError(file, fault, 'Leave the file out, or give it more points.');
  }
  const [from, to] = cropOf(rows.map(({ marked }) => marked));
  const crop = rows.slice(from, to);
  const events = eventsOf(crop.map(({ marked }) => marked));
  return {
    id: file.replace(/\.csv$/i, ''),
    shape: file.includes('--') ? file.slice(0, file.indexOf('--')) : 'real',
    anomaly: events.length > 0 ? 'labelled' : 'clean',
    events,
    changes: [],
    times: Float64Array.from(crop, ({ row }) => value.times[row]),
    values: Float64Array.from(crop, ({ row }) => value.values[row]),
  };
}

/** Rows in order of time. Of several with one time the last counts, as in the detector; it is marked if any of them is. */
function pointsOf(times: Float64Array, marks: readonly string[]): Array<{ row: number; marked: boolean }> {
  const byTime = new Map<number, { row: number; marked: boolean }>();
  times.forEach((time, row) => {
    if (Number.isFinite(time)) {
      byTime.set(time, { row, marked: Number(marks[row]) === 1 || (byTime.get(time)?.marked ?? false) });
    }
  });
  return Array.from(byTime.values()).sort((a, b) => times[a.row] - times[b.row]);
}

/** First point and the one behind the last. */
export function cropOf(marked: readonly boolean[]): [number, number] {
  const first = Math.max(0, marked.indexOf(true));
  const latest = Math.max(0, marked.length - LONGEST);
  const from = Math.min(latest, Math.max(0, first - Math.floor(BEFORE_FIRST_EVENT * LONGEST)));
  return [from, Math.min(marked.length, from + LONGEST)];
}
