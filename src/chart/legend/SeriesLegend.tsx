import React, { memo } from 'react';
import { AxisPlacement, LegendDisplayMode, type VizLegendOptions } from '@grafana/schema';
import { type UPlotConfigBuilder, VizLayout, VizLegend, type VizLegendItem, useTheme2 } from '@grafana/ui';
import { customConfig, seriesColor } from '../plot/fieldStyle';
import { type ChartSeries, isInLegend, isVisible } from '../plot/plotModel';
import { scaleKey } from '../plot/scales';
import { calculatedValues, inOrder, verdictValues } from './legendValues';

export interface SeriesLegendProps extends VizLegendOptions {
  readonly series: readonly ChartSeries[];
  /** Provides the side of each series' axis. */
  readonly config: UPlotConfigBuilder;
  /** Shows the verdict before the chosen calculations. */
  readonly withVerdict: boolean;
}

/**
 * Grafana's legend with verdicts. PlotLegend of @grafana/ui shows only calculations over values, so this builds the items
 * for the VizLegend that PlotLegend uses.
 */
export const SeriesLegend = memo((props: SeriesLegendProps) => {
  const { series, config, withVerdict, placement, calcs, displayMode, sortBy, sortDesc, width } = props;
  const theme = useTheme2();
  const isTable = displayMode === LegendDisplayMode.Table;
  const items = series.filter(isInLegend).map((one): VizLegendItem => {
    const { field, name, frameIndex, fieldIndex } = one;
    const reduced = calcs.length > 0 ? inOrder(one) : field;
    const placed = config.getAxisPlacement(scaleKey(field));
    return {
      label: name,
      fieldName: one.displayName,
      color: seriesColor(field, theme),
      lineStyle: customConfig(field).lineStyle,
      disabled: !isVisible(one),
      fieldIndex: { frameIndex, fieldIndex },
      yAxis: placed === AxisPlacement.Left || placed === AxisPlacement.Bottom ? 1 : 2,
      getItemKey: () => `${name}-${frameIndex}-${fieldIndex}`,
      getDisplayValues: () => [
        // A table has a cell for each value. A list shows only count and peak of series with anomalies.
        ...(withVerdict && (isTable || hasAnomalies(one)) ? verdictValues(one, isTable) : []),
        ...calculatedValues(reduced, calcs, theme),
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
