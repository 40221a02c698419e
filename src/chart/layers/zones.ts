/** How a stretch of time is filled: left out by somebody's word, or judged on too little or not at all. */
export type ZoneKind = 'left-out' | 'not-judged' | 'less-certain';

/** A stretch of time that is filled with a pattern, epoch milliseconds. */
export interface Zone {
  readonly kind: ZoneKind;
  readonly from: number;
  readonly to: number;
  /** The series it is about; null for all. */
  readonly series: number | null;
  /** One sentence for the tooltip. */
  readonly text: string;
}

/** What a person has marked, as it is drawn on the chart's upper edge. */
export interface ChartMark {
  readonly id: string;
  readonly kind: 'normal' | 'left-out' | 'false-alarm';
  readonly from: number;
  readonly to: number;
  /** The series it is about; null for all. */
  readonly series: number | null;
  readonly text: string;
}
