import type { Measurement } from './measure';

/** Prints ns a point, the growth from 1e4 to 1e6 points, and how much faster than its naive twin each step is. */
export function printTable(
  sizes: readonly number[],
  measurements: readonly Measurement[],
  growth: ReadonlyArray<{ readonly step: string; readonly growth: number }>
): void {
  const rows = growth.map(({ step, growth: times }) => {
    const own = measurements.filter((one) => one.step === step);
    const [first] = own;
    const twin = first.twinNsPerPoint === null ? '' : `${(first.twinNsPerPoint / first.nsPerPoint).toFixed(0)}×`;
    return [step, ...own.map(({ nsPerPoint }) => nsPerPoint.toFixed(1)), times.toFixed(2), twin];
  });
  const heading = ['ns a point', ...sizes.map((size) => size.toExponential(0)), '1e6 : 1e4', 'twin at 1e3'];
  const widths = heading.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  for (const row of [heading, ...rows]) {
    const cells = row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])));
    process.stdout.write(`${cells.join('  ')}\n`);
  }
}
