/**
 * Whether two answers have the same value, however their source rounds it. NaN is a gap, which equals another gap.
 *
 * @param tolerance relative to the larger value
 */
export function isSameValue(a: number, b: number, tolerance: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}
