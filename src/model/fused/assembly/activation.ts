const CLAMP: f32 = 40;
/** 1.5 · 2^23: added to a small number it leaves the nearest integer in the low bits of the sum. */
const ROUNDER: f32 = 12582912;
/** Coefficients of 2^x for |x| ≤ 1/2 with equal ripple (Remez), largest relative error 1.5e-7. */
const C0: f32 = 1.00000012;
const C1: f32 = 0.693146944;
const C2: f32 = 0.240221202;
const C3: f32 = 0.0555071346;
const C4: f32 = 0.00967554096;
const C5: f32 = 0.0013276469;

/** −2 · log2(e), what a tanh's argument is scaled by so that it can be taken from powers of two. */
const TANH_SCALE: f32 = -2.885390081777927;

/**
 * Sigmoid and tanh from powers of two. Where weights lead into one of them, its factor (−log2 e for sigmoid, −2 log2 e
 * for tanh) is already in the weights, so that `scaled` is the exponent itself:
 * sigmoid = 1 / (1 + 2^scaled), tanh = (1 − 2^scaled) / (1 + 2^scaled). Absolute error below 2e-7.
 */
export class Activation {
  /**
   * 2^x with a relative error of 2.4e-7: the integer part goes into the exponent's bits, the rest, at most a half, through
   * a polynomial (degree 5, equal ripple). Clamped to ±40, where both activations are level and no product of two
   * overflows.
   */
  @inline
  static exp2(x: v128): v128 {
    // In this order of operands what is not a number stays so.
    const clamped = f32x4.pmax(f32x4.pmin(x, f32x4.splat(CLAMP)), f32x4.splat(-CLAMP));
    const rounded = f32x4.add(clamped, f32x4.splat(ROUNDER));
    const rest = f32x4.sub(clamped, f32x4.sub(rounded, f32x4.splat(ROUNDER)));
    let power = f32x4.splat(C5);
    power = f32x4.add(f32x4.mul(power, rest), f32x4.splat(C4));
    power = f32x4.add(f32x4.mul(power, rest), f32x4.splat(C3));
    power = f32x4.add(f32x4.mul(power, rest), f32x4.splat(C2));
    power = f32x4.add(f32x4.mul(power, rest), f32x4.splat(C1));
    power = f32x4.add(f32x4.mul(power, rest), f32x4.splat(C0));
    return i32x4.add(power, i32x4.shl(rounded, 23));
  }

  @inline
  static tanh(scaled: v128): v128 {
    const one = f32x4.splat(1);
    const power = Activation.exp2(scaled);
    return f32x4.div(f32x4.sub(one, power), f32x4.add(one, power));
  }

  /** sigmoid · tanh, with one division for both. */
  @inline
  static sigmoidTimesTanh(sigmoidScaled: v128, tanhScaled: v128): v128 {
    const one = f32x4.splat(1);
    const gate = Activation.exp2(sigmoidScaled);
    const power = Activation.exp2(tanhScaled);
    return f32x4.div(f32x4.sub(one, power), f32x4.mul(f32x4.add(one, gate), f32x4.add(one, power)));
  }

  /** sigmoid · value. */
  @inline
  static sigmoidTimes(scaled: v128, value: v128): v128 {
    return f32x4.div(value, f32x4.add(f32x4.splat(1), Activation.exp2(scaled)));
  }

  @inline
  static tanhArgument(x: v128): v128 {
    return f32x4.mul(x, f32x4.splat(TANH_SCALE));
  }
}
