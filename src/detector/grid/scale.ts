import { filtered } from '../arithmetic/gather';
import { quantiles } from '../arithmetic/quantile';

/** Scaled values beyond this are cut off: the network was trained on nothing larger. */
export const CLIP = 4;

/** Smaller halves of a range than this cannot be divided by without overflow. */
const SMALLEST_HALF_RANGE = 1e-300;

/** Bits of a half range's mantissa that are kept: it moves in steps of 6 to 12 %. */
const HALF_RANGE_BITS = 3;
/** The centre is a multiple of a power of two between this and twice this share of the half range. */
const CENTRE_SHARE = 1 / 32;

/** scaled = (value − centre) / halfRange. */
export interface Scale {
  readonly centre: number;
  readonly halfRange: number;
}

/**
 * Median and half the 5–95 % range of the values. Where nine tenths of the values and more are the same (sparse
 * counts), the range is zero and the median distance of the others from the centre stands in for its half.
 *
 * Both are rounded: a few new points then leave the scale as it was, to the last bit, and with it all windows but the
 * ones they are in. Rounding in binary keeps it exact for values times a power of two.
 *
 * @param values finite numbers
 * @param leastHalfRange in the values' unit
 * @returns null when all values are the same, or differ by less than arithmetic can tell
 */
export function findScale(values: Float64Array, leastHalfRange = 0): Scale | null {
  const [low, centre, high] = quantiles(values, [0.05, 0.5, 0.95]);
  // Halved before subtraction: ±1e308 would overflow.
  const halfRange = Math.max(high / 2 - low / 2, leastHalfRange);
  if (halfRange >= SMALLEST_HALF_RANGE) {
    return rounded(centre, halfRange);
  }
  const distances = filtered(values, (value) => value !== centre).map((value) => Math.abs(value / 2 - centre / 2));
  const halfDistance = quantiles(distances, [0.5])[0];
  return halfDistance >= SMALLEST_HALF_RANGE ? rounded(centre, Math.min(2 * halfDistance, Number.MAX_VALUE)) : null;
}

function rounded(centre: number, halfRange: number): Scale {
  const power = powerOfTwoBelow(halfRange);
  const step = power / 2 ** HALF_RANGE_BITS;
  const roundedRange = Math.min(Math.round(halfRange / step), Math.floor(Number.MAX_VALUE / step)) * step;
  const grain = power * CENTRE_SHARE;
  const grains = centre / grain;
  return { centre: Number.isFinite(grains) ? Math.round(grains) * grain : centre, halfRange: roundedRange };
}

/** The greatest power of two that is not above a positive number. */
function powerOfTwoBelow(value: number): number {
  const power = 2 ** Math.min(1023, Math.floor(Math.log2(value)));
  // The logarithm may round up to a whole number.
  return power > value ? power / 2 : power;
}

/** Scaled, as far as a finite number goes. */
export function scaled(values: Float64Array, { centre, halfRange }: Scale): Float64Array {
  return values.map((value) =>
    Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, (value / 2 - centre / 2) / (halfRange / 2)))
  );
}

/** Cut off at ±{@link CLIP}, for the network. */
export function cutOff(values: Float64Array): Float64Array {
  return values.map((value) => Math.max(-CLIP, Math.min(CLIP, value)));
}

/**
 * A residual as it counts: itself up to {@link CLIP}, no more than that up to `usual`, and from there on its logarithm. So
 * the tail of a series' own noise weighs no more than the network could have told apart, no height beyond it is lost,
 * and yet one row of 1e300 does not stay over any threshold for hundreds of rows.
 *
 * @param usual the greatest residual that the series' noise reaches
 */
export function countedResidual(residual: number, usual: number): number {
  const size = Math.abs(residual);
  const counted = size <= CLIP ? size : CLIP * (1 + Math.log(Math.max(1, size / Math.max(CLIP, usual))));
  return Math.sign(residual) * counted;
}
