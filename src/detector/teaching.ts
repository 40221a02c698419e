/** A stretch of time, epoch milliseconds, both ends included. It may lie outside of a series. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Whose word it is, e.g. an annotation's; a verdict tells by it which ones took part. */
  readonly id?: string;
}

/** What people have said about one series. Stretches may overlap, repeat and cover everything. */
export interface Teaching {
  /** Good examples: remembered, whatever is rare about them. */
  readonly normal: readonly Stretch[];
  /** Incidents, maintenance, deployments: neither memory, scale nor threshold learns from them, and nothing in them is reported. */
  readonly leftOut: readonly Stretch[];
  /** What was reported and is normal: windows like these are not reported, here and when they come again. */
  readonly falseAlarms: readonly Stretch[];
}
