import React, { memo } from 'react';
import { AxisPlacement, LegendDisplayMode, type VizLegendOptions } from '@grafana/schema';
import { type UPlotConfigBuilder, VizLayout, VizLegend, type VizLegendItem, useTheme2 } from '@grafana/ui';
import type { ChartSeries } from '../plot/plotModel';
import { customConfig, seriesColor } from '../plot/fieldStyle';
import { calculatedValues, verdictValues } from './legendValues';
import { scaleKey } from '../plot/scales';

export interface SeriesLegendProps extends VizLegendOptions {
  readonly series: readonly ChartSeries[];
  /** Says on which side a series has its axis. */
  readonly config: UPlotConfigBuilder;
  /** The verdict is told, before the chosen calculations. */
  readonly withVerdict: boolean;
}

/**
 * Grafana's legend with what the verdict came to. PlotLegend of @grafana/ui has room for calculations over values alone,
 * so the items are built here for the legend that it uses itself.
 */
export const SeriesLegend = memo((props: SeriesLegendProps) => {
  const { series, config, withVerdict, placement, calcs, displayMode, sortBy, sortDesc, width } = props;
  const theme = useTheme2();
  const isTable = displayMode === LegendDisplayMode.Table;
  const items = series
    .filter(({ field }) => field.config.custom?.hideFrom?.legend !== true)
    .map((one): VizLegendItem => {
      const { field, name, frameIndex, fieldIndex } = one;
      const placed = config.getAxisPlacement(scaleKey(field));
      return {
        label: name,
        color: seriesColor(field, theme),
        lineStyle: customConfig(field).lineStyle,
        disabled: customConfig(field).hideFrom?.viz === true,
        fieldIndex: { frameIndex, fieldIndex },
        yAxis: placed === AxisPlacement.Left || placed === AxisPlacement.Bottom ? 1 : 2,
        getItemKey: () => `${name}-${frameIndex}-${fieldIndex}`,
        getDisplayValues: () => [
          // A table has a cell for each; a list has room for count and peak of what is not as usual.
          ...(withVerdict && (isTable || hasAnomalies(one)) ? verdictValues(one, isTable) : []),
          ...calculatedValues(field, calcs, theme),
        ],
      };
    });
  return (
    <VizLayout.Legend placement={placement} width={width}>
      <VizLegend
        placement={placement}
        items={items}
        displayMode={displayMode}
        sortBy={sortBy}
        sortDesc={sortDesc}
        isSortable
      />
    </VizLayout.Legend>
  );
});
SeriesLegend.displayName = 'SeriesLegend';

function hasAnomalies({ detection }: ChartSeries): boolean {
  return detection !== null && detection.sequences.length > 0;
}
