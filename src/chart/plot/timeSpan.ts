/** A span of time, epoch milliseconds, both ends inclusive: the same time for one point. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

export function overlaps(a: TimeSpan, b: TimeSpan): boolean {
  return a.to >= b.from && a.from <= b.to;
}
