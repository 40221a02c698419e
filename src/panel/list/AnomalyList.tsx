import type { TimeZone } from '@grafana/schema';
import type { ChartSeries } from '../../chart/drawing';
import type { Inspected } from '../inspector/Inspector';

export interface AnomalyListProps {
  readonly series: readonly ChartSeries[];
  readonly timeZone: TimeZone;
  readonly width: number;
  readonly height: number;
  /** Zooms the dashboard. Epoch milliseconds. */
  readonly onShow: (range: { from: number; to: number }) => void;
  readonly onInspect: (inspected: Inspected) => void;
}

/** Every reported interval, sortable, each a way to its place in time. */
export function AnomalyList(_props: AnomalyListProps) {
  return null;
}
