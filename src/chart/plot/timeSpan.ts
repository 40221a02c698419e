/** A span of time, epoch milliseconds. Both ends are the same for a point in time. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

export function overlaps(a: TimeSpan, b: TimeSpan): boolean {
  return a.to >= b.from && a.from <= b.to;
}
