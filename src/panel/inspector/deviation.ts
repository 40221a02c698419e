import type { InspectedRows } from '../../detector/explain/inspection';
import type { Series } from '../../detector/series';
import type { Interval } from '../../detector/interval';

/** How a range differs from its reconstruction as a whole. */
type DeviationKind = 'higher' | 'lower' | 'flatter' | 'wilder' | 'other';

export interface Deviation {
  readonly kind: DeviationKind;
  /** The point with the largest residual. */
  readonly time: number;
  readonly value: number;
  readonly reconstruction: number;
  /** Bounds of the values and of the reconstruction. */
  readonly seen: Bounds;
  readonly expected: Bounds;
}

export interface Bounds {
  readonly least: number;
  readonly greatest: number;
}

/** Share of residuals on one side from which a range counts as higher or lower. */
const ONE_SIDED = 0.8;
/** Ratio of spreads from which a range counts as flatter or wilder. */
const OTHER_SPREAD = 3;
/** The spread of fewer points is not meaningful. */
const MIN_POINTS = 4;

/** Describes the judged points of a range; null if there are none. */
export function deviationIn(rows: InspectedRows, { from, to }: Interval): Deviation | null {
  const measured = Array.from(rows.times.keys()).filter(
    (row) =>
      rows.times[row] >= from &&
      rows.times[row] <= to &&
      Number.isFinite(rows.reconstruction[row]) &&
      Number.isFinite(rows.values[row])
  );
  if (measured.length === 0) {
    return null;
  }
  const values = measured.map((row) => rows.values[row]);
  const expected = measured.map((row) => rows.reconstruction[row]);
  const residuals = values.map((value, index) => value - expected[index]);
  const size = (index: number) => Math.abs(residuals[index]);
  const farthest = residuals.reduce((most, _, index) => (size(index) > size(most) ? index : most), 0);
  return {
    kind: kindOf(values, expected, residuals),
    time: rows.times[measured[farthest]],
    value: values[farthest],
    reconstruction: expected[farthest],
    seen: boundsOf(values),
    expected: boundsOf(expected),
  };
}

function kindOf(values: number[], expected: number[], residuals: number[]): DeviationKind {
  const above = sumOf(residuals.map((residual) => Math.max(0, residual)));
  const below = sumOf(residuals.map((residual) => Math.max(0, -residual)));
  if (above >= ONE_SIDED * (above + below) && above > 0) {
    return 'higher';
  }
  if (below >= ONE_SIDED * (above + below) && below > 0) {
    return 'lower';
  }
  const [seen, usual] = values.length < MIN_POINTS ? [NaN, NaN] : [spreadOf(values), spreadOf(expected)];
  return seen * OTHER_SPREAD < usual ? 'flatter' : seen > usual * OTHER_SPREAD ? 'wilder' : 'other';
}

/** Whether a value lies beyond all values of the series outside a range. */
export function isRecord({ times, values }: Series, value: number, { from, to }: Interval): boolean {
  let [isGreatest, isLeast, others] = [true, true, 0];
  for (let point = 0; point < times.length; point++) {
    if (Number.isFinite(values[point]) && (times[point] < from || times[point] > to)) {
      isGreatest &&= value > values[point];
      isLeast &&= value < values[point];
      others++;
    }
  }
  return others > 0 && (isGreatest || isLeast);
}

function boundsOf(numbers: readonly number[]): Bounds {
  return {
    least: numbers.reduce((least, number) => Math.min(least, number)),
    greatest: numbers.reduce((greatest, number) => Math.max(greatest, number)),
  };
}

function spreadOf(numbers: readonly number[]): number {
  const mean = sumOf(numbers.map((number) => number / numbers.length));
  return Math.sqrt(sumOf(numbers.map((number) => (number - mean) ** 2 / numbers.length)));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
