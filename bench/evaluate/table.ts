import type { Summary } from './summary';

export interface Row {
  readonly name: string;
  readonly summary: Summary;
}

interface Column {
  readonly title: string;
  readonly of: (summary: Summary) => number;
  readonly digits: number;
}

const COLUMNS: readonly Column[] = [
  { title: 'AP', of: ({ averagePrecision }) => averagePrecision, digits: 3 },
  { title: 'VUS-PR', of: ({ volumeUnderSurface }) => volumeUnderSurface, digits: 3 },
  { title: 'F1', of: ({ f1 }) => f1, digits: 3 },
  { title: 'precision', of: ({ precision }) => precision, digits: 3 },
  { title: 'recall', of: ({ recall }) => recall, digits: 3 },
  { title: 'FA / clean', of: ({ falseAlarmsPerCleanSeries }) => falseAlarmsPerCleanSeries, digits: 2 },
  { title: 'FA / regime change', of: ({ falseAlarmsPerRegimeChange }) => falseAlarmsPerRegimeChange, digits: 2 },
  { title: 'FA / series', of: ({ falseAlarmsPerSeries }) => falseAlarmsPerSeries, digits: 2 },
  { title: 'changes found', of: ({ changesFound }) => changesFound, digits: 2 },
  { title: 'false changes / series', of: ({ falseChangesPerSeries }) => falseChangesPerSeries, digits: 2 },
  { title: 'FA / 1,000 points', of: ({ falseAlarmsPerThousandPoints }) => falseAlarmsPerThousandPoints, digits: 3 },
];

/** A heading and a line of cells a row; columns in which no row has a figure are left out. */
export function cellsOf(first: string, rows: readonly Row[]): string[][] {
  const columns = COLUMNS.filter(({ of }) => rows.some(({ summary }) => !Number.isNaN(of(summary))));
  return [
    [first, ...columns.map(({ title }) => title)],
    ...rows.map(({ name, summary }) => [name, ...columns.map(({ of, digits }) => written(of(summary), digits))]),
  ];
}

/** For the terminal. */
export function plainTable(cells: readonly string[][]): string {
  const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  const lines = cells.map((line) =>
    line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ')
  );
  return `${lines.join('\n')}\n`;
}

/** For Markdown. */
export function markdownTable(cells: readonly string[][]): string {
  const [heading, ...rows] = cells;
  const rule = heading.map((_, column) => (column === 0 ? '---' : '---:'));
  return [heading, rule, ...rows].map((line) => `| ${line.join(' | ')} |\n`).join('');
}

/** A dash where there is nothing to compute the figure from. */
function written(figure: number, digits: number): string {
  return Number.isNaN(figure) ? '–' : figure.toFixed(digits);
}
