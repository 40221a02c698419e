import type { TimeZone } from '@grafana/schema';
import type { Marks } from './useMarks';

export interface RangeMenuProps {
  /** Epoch milliseconds. */
  readonly range: { readonly from: number; readonly to: number };
  /** The series that it is about where that is known; all names of the panel to choose from. */
  readonly series: string | null;
  readonly names: readonly string[];
  readonly marks: Marks;
  readonly timeZone: TimeZone;
  readonly onSimilar: () => void;
  readonly onZoom: () => void;
  readonly onClose: () => void;
}

/** What can be said about a selected stretch, and be asked about it. */
export function RangeMenu(_props: RangeMenuProps) {
  return null;
}
