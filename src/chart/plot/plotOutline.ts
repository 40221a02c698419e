import type { Field, GrafanaTheme2 } from '@grafana/data';
import { seriesColor } from './fieldStyle';
import type { ChartSeries, PlotModel } from './plotModel';

/** A series without its numbers. */
export interface OutlinedSeries extends Pick<ChartSeries, 'name' | 'frameIndex' | 'fieldIndex'> {
  /** Has no values, and no display processor, because Grafana's processors hold the values. */
  readonly field: Field;
  /** Resolved here because Grafana may choose it by the values. */
  readonly color: string;
}

/** The part of a plot model that a configuration may hold. It outlives the numbers, which change with each refresh. */
export interface PlotOutline extends Pick<PlotModel, 'lines' | 'detailed' | 'relative'> {
  readonly series: readonly OutlinedSeries[];
}

export function outlineOf({ lines, detailed, relative, series }: PlotModel, theme: GrafanaTheme2): PlotOutline {
  return {
    lines,
    detailed,
    relative,
    series: series.map(({ name, frameIndex, fieldIndex, field }) => ({
      name,
      frameIndex,
      fieldIndex,
      field: { name: field.name, type: field.type, config: field.config, values: [] },
      color: seriesColor(field, theme),
    })),
  };
}
