import type uPlot from 'uplot';
import type { IconName } from '@grafana/data';
import { isVisible, plotModelOf } from '../plot/plotModel';
import type { Interval } from '../../detector/interval';

/** Why a time span has a pattern: a label excludes it, or there is too little data for a certain verdict or for any. */
export type ZoneKind = 'left-out' | 'not-judged' | 'less-certain';

/** A time span that is filled with a pattern. */
export interface Zone extends Interval {
  readonly kind: ZoneKind;
  /** Index of its series; null for all series. */
  readonly series: number | null;
  /** One sentence for the label. */
  readonly text: string;
}

/** A label as it is drawn on the chart's upper edge. */
export interface ChartLabel extends Interval {
  readonly id: string;
  readonly kind: 'normal' | 'left-out' | 'false-alarm';
  /** Index of its series; null for all series. */
  readonly series: number | null;
  /** One sentence for the tooltip. */
  readonly text: string;
}

/** Icons distinguish the kinds of label without colour. */
export const LABEL_ICONS: Record<ChartLabel['kind'], IconName> = {
  normal: 'check-circle',
  'left-out': 'eye-slash',
  'false-alarm': 'bell-slash',
};

/** Whether a plot shows the series of a zone or label. */
export function isSeriesVisible(plot: uPlot, { series }: Pick<Zone, 'series'>): boolean {
  const one = series === null ? undefined : plotModelOf(plot)?.series[series];
  return one === undefined || isVisible(one);
}
