import type { InspectedRange, InspectedRows } from '../../detector/explain/inspection';
import type { Series } from '../../detector/series';

/** How a stretch differs from its reconstruction, seen as a whole. */
export type DeviationKind = 'higher' | 'lower' | 'flatter' | 'wilder' | 'other';

export interface Deviation {
  readonly kind: DeviationKind;
  /** The point farthest from its reconstruction. */
  readonly time: number;
  readonly value: number;
  readonly reconstruction: number;
  /** Least and greatest, of the values and of what was expected. */
  readonly seen: Bounds;
  readonly expected: Bounds;
}

export interface Bounds {
  readonly least: number;
  readonly greatest: number;
}

/** So much of all residuals on one side makes a stretch higher or lower, not another shape. */
const ONE_SIDED = 0.8;
/** A spread so many times less or more than the expected one is what a person sees first. */
const OTHER_SPREAD = 3;
/** Of fewer points a spread says nothing. */
const LEAST_POINTS = 4;

/** What is seen on the points of a range; null where none of them was judged. */
export function deviationIn(rows: InspectedRows, { from, to }: InspectedRange): Deviation | null {
  const judged = Array.from(rows.times.keys()).filter(
    (row) => rows.times[row] >= from && rows.times[row] <= to && Number.isFinite(rows.reconstruction[row])
  );
  const measured = judged.filter((row) => Number.isFinite(rows.values[row]));
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
  const above = residuals.reduce((sum, residual) => sum + Math.max(0, residual), 0);
  const below = residuals.reduce((sum, residual) => sum + Math.max(0, -residual), 0);
  if (above >= ONE_SIDED * (above + below) && above > 0) {
    return 'higher';
  }
  if (below >= ONE_SIDED * (above + below) && below > 0) {
    return 'lower';
  }
  if (values.length >= LEAST_POINTS) {
    const seen = spreadOf(values);
    const usual = spreadOf(expected);
    if (seen * OTHER_SPREAD < usual) {
      return 'flatter';
    }
    if (seen > usual * OTHER_SPREAD) {
      return 'wilder';
    }
  }
  return 'other';
}

/** Whether a value lies beyond everything that the series shows outside of a range. */
export function isRecord({ times, values }: Series, value: number, { from, to }: InspectedRange): boolean {
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
  const mean = numbers.reduce((sum, number) => sum + number / numbers.length, 0);
  return Math.sqrt(numbers.reduce((sum, number) => sum + (number - mean) ** 2 / numbers.length, 0));
}
