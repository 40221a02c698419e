import type { MemoryMismatch } from './detection';
import type { Grid } from './grid/grid';
import type { Scale } from './grid/scale';
import type { Trend } from './grid/trend';
import type { WindowLayout } from './grid/windows';
import type { LabelMask, MarkedRun } from './labels/labelMask';
import type { Reconstruction } from './reconstruct/reconstruct';
import type { Series } from './series';
import type { DetectorSettings } from './settings';
import type { JudgedResiduals } from './threshold/threshold';
import type { ScoredRun } from './threshold/verdict';

/** Everything that was found out about a series, on its grid and in scaled units. */
export interface PipelineState {
  readonly series: Series;
  readonly settings: DetectorSettings;
  readonly grid: Grid;
  readonly scale: Scale;
  /** What was taken out of the values before they were scaled; null for a series without a trend. */
  readonly trend: Trend | null;
  /** Scaled values, one a slot. */
  readonly values: Float64Array;
  readonly layout: WindowLayout;
  readonly reconstruction: Reconstruction;
  readonly judged: JudgedResiduals;
  /** The verdict's sequences, parted into anomalies and seams between regimes. */
  readonly anomalies: readonly ScoredRun[];
  readonly changePoints: readonly ScoredRun[];
  /** Slots that marked false alarms kept from being reported. */
  readonly suppressed: readonly MarkedRun[];
  /** What people have said; null when they said nothing. */
  readonly labels: LabelMask | null;
  /** Why windows that were given from other times took no part; null where they did, or there were none. */
  readonly memoryMismatch: MemoryMismatch | null;
  readonly explain: boolean;
}
