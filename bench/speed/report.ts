import { type Spread, spreadOf } from './spread';

/** A measured figure and what it counts. */
export interface Quantity extends Spread {
  readonly unit: Unit;
}

/** `times` is a ratio. */
export type Unit = 'ms' | 's' | 'µs' | 'ns' | 'MiB' | 'times' | 'count';

/** What stands in a table: words, a figure, or nothing where it was not measured. */
export type Cell = string | Quantity | null;

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: ReadonlyArray<readonly Cell[]>;
  /** What a reader must know to read it. */
  readonly notes?: readonly string[];
}

/** A claim that the figures bear out or do not. */
export interface Goal {
  readonly claim: string;
  /** What was to be reached, e.g. "≥ 4". */
  readonly target: string;
  /** What was found, null where it could not be measured. */
  readonly found: Quantity | null;
  readonly met: boolean;
  /** The command fails when it is missed: a law of the code rather than of the machine's mood. */
  readonly enforced?: boolean;
}

/** What one section of the bench found. */
export interface Findings {
  readonly tables: readonly Table[];
  readonly goals: readonly Goal[];
}

/** One section; `npm run bench -- --only NAME` runs it alone. */
export interface Section {
  readonly name: string;
  readonly title: string;
  /** What must be there beside the dependencies; 'plugin' is a browser and the built plugin. */
  readonly needs?: 'browser' | 'plugin';
  /**
   * @param say tells the person who waits what is being measured
   * @param quick only to see that it works: sizes so small and rounds so few that the figures mean nothing
   */
  run(say: (line: string) => void, quick: boolean): Promise<Findings>;
}

/** A figure that was measured once, or counted. */
export function single(value: number, unit: Unit): Quantity {
  return { median: value, low: value, high: value, unit };
}

/** Median and quartiles of some figures; null for none. */
export function quantity(values: readonly number[], unit: Unit): Quantity | null {
  return values.length === 0 ? null : { ...spreadOf(values), unit };
}

const SUFFIX: Readonly<Record<Unit, string>> = {
  ms: ' ms',
  s: ' s',
  µs: ' µs',
  ns: ' ns',
  MiB: ' MiB',
  times: '×',
  count: '',
};

/** Three digits that count, with the quartiles behind where rounds differed: `12.3 ms (11.9–13.0)`. */
export function written(cell: Cell): string {
  if (cell === null) {
    return '–';
  }
  if (typeof cell === 'string') {
    return cell;
  }
  const { median, low, high, unit } = inReadableUnit(cell);
  const middle = `${digits(median, unit)}${SUFFIX[unit]}`;
  const [lowest, highest] = [digits(low, unit), digits(high, unit)];
  return lowest === highest ? middle : `${middle} (${lowest}–${highest})`;
}

function inReadableUnit(quantity: Quantity): Quantity {
  const { median, low, high, unit } = quantity;
  return unit === 'ms' && median >= 10_000
    ? { median: median / 1000, low: low / 1000, high: high / 1000, unit: 's' }
    : quantity;
}

function digits(value: number, unit: Unit): string {
  if (unit === 'count' || value === 0) {
    return Math.round(value).toLocaleString('en-US');
  }
  const decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** For a terminal: columns in line, goals below. */
export function asText({ tables, goals }: Findings): string {
  const parts = tables.map((table) =>
    [
      table.title,
      ...inLine([table.columns, ...table.rows.map((row) => row.map(written))]),
      ...(table.notes ?? []),
    ].join('\n')
  );
  const lines = inLine(
    goals.map((goal) => {
      const [claim, target, found] = goalCells(goal);
      return [claim, `target ${target}`, found, verdict(goal)];
    })
  );
  return `${[...parts, ...(lines.length > 0 ? [lines.join('\n')] : [])].join('\n\n')}\n`;
}

/** For docs/performance.md: the same as Markdown. */
export function asMarkdown({ tables, goals }: Findings): string {
  const parts = tables.map(({ title, columns, rows, notes = [] }) =>
    [
      `**${title}**`,
      '',
      ...markdownTable(
        columns,
        rows.map((row) => row.map(written))
      ),
      ...notes.map((note) => `\n${note}`),
    ].join('\n')
  );
  if (goals.length > 0) {
    const rows = goals.map((goal) => [...goalCells(goal), verdict(goal)]);
    parts.push(markdownTable(['Goal', 'Target', 'Found', ''], rows).join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

const verdict = ({ found, met }: Goal) => (found === null ? '' : met ? 'reached' : 'MISSED');

const goalCells = ({ claim, target, found }: Goal) => [claim, target, found === null ? 'not measured' : written(found)];

function markdownTable(heading: readonly string[], rows: ReadonlyArray<readonly string[]>): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heading), line(heading.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)];
}

function inLine(rows: ReadonlyArray<readonly string[]>): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ')
  );
}
