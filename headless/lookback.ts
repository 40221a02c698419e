import type { Series } from '../src/detector/series';
import { disagreement } from '../src/panel/lookback/consistencyCheck';
import { inOrder } from '../src/panel/lookback/rows';
import { CsvError, type CsvFile, type CsvSeries } from './csv';
import { listed, quoted } from './terminal.mjs';

/** Steps that differ by a smaller share are the same: clocks are not exact, and months are not all as long. */
const SAME_STEP = 0.1;

/** A file with what was measured around the rows that are judged. */
export interface LookbackFile extends CsvFile {
  readonly name: string;
}

/**
 * What a look-back holds of each series: the column of the same name.
 *
 * @param file whose series they are, for messages
 * @throws CsvError without such a column, or where the look-back's points are nearer to or farther from each other, or have
 *   other values at the same times
 */
export function contextsOf(series: readonly CsvSeries[], file: string, lookback: LookbackFile): Series[] {
  const contexts = series.map(({ name }) => {
    const context = lookback.series.find((one) => one.name === name);
    if (!context) {
      const present = listed(lookback.series.map((one) => one.name));
      const fault = `there is no numeric column ${quoted(name)} to look back over for ${file}, only ${present}.`;
      throw new CsvError(lookback.name, fault, 'A look-back has the columns of the file that is judged.');
    }
    return { times: context.times, values: context.values };
  });
  const [ours, theirs] = [series[0].times, lookback.series[0].times].map(stepOf);
  if (Math.abs(ours - theirs) > SAME_STEP * Math.min(ours, theirs)) {
    const fault = `a row follows the other after ${seconds(theirs)}, but in ${file} after ${seconds(ours)}.`;
    throw new CsvError(lookback.name, fault, 'Write both files with the same step.');
  }
  contexts.forEach((context, i) => {
    if (disagreement(inOrder(series[i]), inOrder(context)) === 'other-values') {
      const fault = `column ${quoted(series[i].name)} has other values than ${file} at the same times.`;
      throw new CsvError(lookback.name, fault, 'A look-back is of the same measurement, in the same unit and zone.');
    }
  });
  return contexts;
}

/** Whether a look-back holds nothing that the rows to judge do not have themselves. */
export function isIdle(series: readonly CsvSeries[], contexts: readonly Series[]): boolean {
  return contexts.every((context, i) => {
    const times = series[i].times.filter(Number.isFinite).sort();
    return !context.times.some((time) => time < times[0] || time > times[times.length - 1]);
  });
}

/** The median distance of two times that follow each other; NaN where there are no two. */
function stepOf(times: Float64Array): number {
  const sorted = times.filter(Number.isFinite).sort();
  const distances = sorted
    .map((time, i) => time - sorted[i - 1])
    .filter((distance) => distance > 0)
    .sort();
  return distances.length === 0 ? NaN : distances[Math.floor((distances.length - 1) / 2)];
}

function seconds(milliseconds: number): string {
  return `${Number((milliseconds / 1000).toPrecision(6))} s`;
}
