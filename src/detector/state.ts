import type { MemoryMismatch } from './detection';
import type { Grid } from './grid/grid';
import type { Scale } from './grid/scale';
import type { Sequence } from './grid/slot';
import type { Trend } from './grid/trend';
import type { WindowLayout } from './grid/windows';
import type { LabelMask, LabelledRun } from './labels/labelMask';
import type { Reconstruction } from './reconstruct/reconstruct';
import type { Series } from './series';
import type { DetectorSettings } from './settings';
import type { JudgedResiduals } from './threshold/threshold';
import type { ScoredSlots } from './evidence/drawnScore';

/** Everything that the pipeline found about a series, on its grid and in scaled units. */
export interface PipelineState {
  readonly series: Series;
  readonly settings: DetectorSettings;
  readonly grid: Grid;
  readonly scale: Scale;
  /** Subtracted from the values before they were scaled; null for a series without a trend. */
  readonly trend: Trend | null;
  /** Scaled values, one per slot. */
  readonly values: Float64Array;
  readonly layout: WindowLayout;
  readonly reconstruction: Reconstruction;
  readonly judged: JudgedResiduals;
  /** Null if the reconstruction error is the only evidence. */
  readonly scored: ScoredSlots | null;
  /** The intervals that are reported, as anomalies or as change points. */
  readonly anomalies: readonly Sequence[];
  readonly changePoints: readonly Sequence[];
  /** Runs that false alarms suppress. */
  readonly suppressed: readonly LabelledRun[];
  /** Null if there are no labels. */
  readonly labels: LabelMask | null;
  /** Why remembered windows were not used; null if they were, or there were none. */
  readonly memoryMismatch: MemoryMismatch | null;
  readonly explain: boolean;
}
