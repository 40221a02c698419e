/** A stretch of time that is hatched, epoch milliseconds: left out by somebody's word, or judged on too little. */
export interface Zone {
  readonly kind: 'left-out' | 'too-little';
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
