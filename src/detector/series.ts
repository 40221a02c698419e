/**
 * One series as it arrives: any order, any spacing, any number.
 *
 * `times` are epoch milliseconds. A value that is not finite is a gap. Both arrays have the same length, and results
 * keep their places.
 */
export interface Series {
  readonly times: Float64Array;
  readonly values: Float64Array;
}
