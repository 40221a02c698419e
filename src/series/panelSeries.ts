import type { Field } from '@grafana/data';
import type { AscendingSeries } from './ascending';

/** One numeric field of one time-series frame, whose rows are those of the frame. */
export interface PanelSeries extends AscendingSeries {
  /** Unique in an answer. */
  readonly name: string;
  /** The field's name in Grafana, if it is another one, because several series have it. */
  readonly displayName?: string;
  readonly field: Field;
  /** Index of its frame among those of the reading. */
  readonly frameIndex: number;
  readonly fieldIndex: number;
}

/** What a series is compared with. */
export interface Comparison {
  /** Index of the series that it is compared with; null if that is gone. */
  readonly of: number | null;
  /** Milliseconds by which its times are later than in the source. */
  readonly shiftMs: number;
}

/**
 * A series of a comparison with another period, in the hue of the series that it is compared with. Its times are shifted
 * so that both periods lie over each other.
 */
export interface ComparedSeries extends PanelSeries {
  readonly comparison: Comparison;
}
