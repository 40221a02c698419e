import type { Summary } from './summary';

export interface Row {
  readonly name: string;
  readonly summary: Summary;
}

/** A figure of the table: its heading, and how it is written. */
export const COLUMNS: ReadonlyArray<{ readonly title: string; readonly of: (summary: Summary) => string }> = [
  { title: 'AP', of: ({ averagePrecision }) => written(averagePrecision, 3) },
  { title: 'VUS-PR', of: ({ volumeUnderSurface }) => written(volumeUnderSurface, 3) },
  { title: 'F1', of: ({ f1 }) => written(f1, 3) },
  { title: 'precision', of: ({ precision }) => written(precision, 3) },
  { title: 'recall', of: ({ recall }) => written(recall, 3) },
  { title: 'FA / clean', of: ({ falseAlarmsPerCleanSeries }) => written(falseAlarmsPerCleanSeries, 2) },
  { title: 'FA / series', of: ({ falseAlarmsPerSeries }) => written(falseAlarmsPerSeries, 2) },
  { title: 'FA / 1,000 points', of: ({ falseAlarmsPerThousandPoints }) => written(falseAlarmsPerThousandPoints, 3) },
];

/** A table for the terminal; the set's name, its series and its events stand above the rows. */
export function tableOf(set: string, rows: readonly Row[]): string {
  const { series, events } = rows[0].summary;
  const heading = [`${set} (${series} series, ${events} events)`, ...COLUMNS.map(({ title }) => title)];
  const lines = [heading, ...rows.map(({ name, summary }) => [name, ...COLUMNS.map(({ of }) => of(summary))])];
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const text = lines.map((line) =>
    line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ')
  );
  return `${text.join('\n')}\n\n`;
}

/** A dash where there is nothing to compute the figure from. */
export function written(figure: number, digits: number): string {
  return Number.isNaN(figure) ? '–' : figure.toFixed(digits);
}
