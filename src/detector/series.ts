/**
 * One series: `times` are epoch milliseconds, strictly ascending; `values` are finite, or NaN for a gap. Both have the same
 * length. `series/ascending.ts` makes them; nothing else sorts.
 */
export interface Series {
  readonly times: Float64Array;
  readonly values: Float64Array;
}
