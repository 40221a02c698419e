import { filtered } from '../arithmetic/gather';
import { quantiles } from '../arithmetic/statistics';

/** Scaled values are clipped at ± this, because the network was trained on nothing larger. */
export const CLIP = 4;

/** Least half range that values can be divided by without overflow. */
const SMALLEST_HALF_RANGE = 1e-300;

/** Bits of a half range's mantissa that are kept, so that it changes in steps of 6 to 12 %. */
const HALF_RANGE_BITS = 3;
/** The centre is a multiple of a power of two between this and twice this share of the half range. */
const CENTRE_SHARE = 1 / 32;

/** scaled = (value − centre) / halfRange. */
export interface Scale {
  readonly centre: number;
  readonly halfRange: number;
}

/**
 * Median and half the 5–95 % range of the values. If nine tenths of the values and more are equal, as in sparse counts, the
 * range is zero. The half range is then twice the median distance of the other values from the centre.
 *
 * Both are rounded, so that a few new points leave the scale, and all windows without them, unchanged to the last bit.
 * Rounding in binary keeps the scale exact for values times a power of two.
 *
 * @param values finite numbers
 * @param leastHalfRange in the values' unit
 * @returns null if all values are equal, or differ by less than can be scaled
 */
export function findScale(values: Float64Array, leastHalfRange = 0): Scale | null {
  const [low, centre, high] = quantiles(values, [0.05, 0.5, 0.95]);
  // Halved before the subtraction, because ±1e308 would overflow.
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

/** The greatest power of two up to a positive number. */
function powerOfTwoBelow(value: number): number {
  const power = 2 ** Math.min(1023, Math.floor(Math.log2(value)));
  // Because the logarithm may round up to a whole number.
  return power > value ? power / 2 : power;
}

/** Scaled values, limited to finite numbers. */
export function scaled(values: Float64Array, { centre, halfRange }: Scale): Float64Array {
  return values.map((value) =>
    Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, (value / 2 - centre / 2) / (halfRange / 2)))
  );
}

/** Values clipped at ±{@link CLIP}, for the network. */
export function cutOff(values: Float64Array): Float64Array {
  return values.map((value) => Math.max(-CLIP, Math.min(CLIP, value)));
}

/**
 * A residual as it counts in the error: itself up to {@link CLIP}, constant from there to `ceiling`, and logarithmic beyond. The
 * tail of a series' noise then weighs no more than the network can distinguish, and larger residuals still differ. A single
 * row of 1e300 does not keep the smoothed error over the threshold for hundreds of rows.
 *
 * @param ceiling the greatest residual that the series' noise reaches
 */
export function countedResidual(residual: number, ceiling: number): number {
  const magnitude = Math.abs(residual);
  const counted =
    magnitude <= CLIP ? magnitude : CLIP * (1 + Math.log(Math.max(1, magnitude / Math.max(CLIP, ceiling))));
  return Math.sign(residual) * counted;
}
