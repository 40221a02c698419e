import { type Series, stepOf } from '../src/detector/series';
import { inconsistency } from '../src/data/lookback/consistencyCheck';
import { fromDataStart } from '../src/data/lookback/dataStart';
import { ascending } from '../src/series/ascending';
import { CsvError, type CsvFile, type CsvSeries } from './csv';
import { listed, quoted } from './terminal.mjs';

/** Steps may differ by this share, because clocks are inexact and months differ in length. */
const SAME_STEP = 0.1;

/** A file with values before and after the rows to judge. */
export interface LookbackFile extends CsvFile {
  readonly name: string;
}

/**
 * Finds each series' column in the look-back by its name, from the first row that is data.
 *
 * @param file whose series they are, for messages
 * @throws CsvError if there is no such column, or if the look-back has another step or other values at the same times
 */
export function contextsOf(series: readonly CsvSeries[], file: string, lookback: LookbackFile): Series[] {
  const contexts = series.map(({ name }) => {
    const context = lookback.series.find((one) => one.name === name);
    if (!context) {
      const present = listed(lookback.series.map((one) => one.name));
      const fault = `there is no numeric column ${quoted(name)} to look back over for ${file}, only ${present}.`;
      throw new CsvError(lookback.name, fault, 'A look-back has the columns of the file that is judged.');
    }
    return ascending(context.times, context.values).series;
  });
  const [ours, theirs] = [series[0], lookback.series[0]].map(({ times, values }) =>
    stepOf(ascending(times, values).series)
  );
  if (Math.abs(ours - theirs) > SAME_STEP * Math.min(ours, theirs)) {
    const fault = `a value follows the other after ${seconds(theirs)}, but in ${file} after ${seconds(ours)}.`;
    throw new CsvError(lookback.name, fault, 'Write both files with the same step.');
  }
  contexts.forEach((context, i) => {
    if (inconsistency(ascending(series[i].times, series[i].values).series, context) === 'other-values') {
      const fault = `column ${quoted(series[i].name)} has other values than ${file} at the same times.`;
      throw new CsvError(lookback.name, fault, 'A look-back is of the same measurement, in the same unit and zone.');
    }
  });
  return contexts.map(fromDataStart);
}

/** Whether the look-back has no row before or after the rows to judge. */
export function isIdle(series: readonly CsvSeries[], contexts: readonly Series[]): boolean {
  return contexts.every(({ times }, i) => {
    const own = ascending(series[i].times, series[i].values).series.times;
    return !(times[0] < own[0] || times[times.length - 1] > own[own.length - 1]);
  });
}

function seconds(milliseconds: number): string {
  return `${Number((milliseconds / 1000).toPrecision(6))} s`;
}
