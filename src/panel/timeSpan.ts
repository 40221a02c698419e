/** A range of time, epoch milliseconds, both ends inclusive. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}
