import React, { useMemo } from 'react';
import type uPlot from 'uplot';
import { type GrafanaTheme2, colorManipulator } from '@grafana/data';
import { LegendDisplayMode, SortOrder, TooltipDisplayMode, type TimeZone } from '@grafana/schema';
import { type UPlotConfigBuilder, useTheme2 } from '@grafana/ui';
import type { TimeSpan } from '../../chart/plot/timeSpan';
import type { DisplayOptions } from '../../chart/plot/display';
import type { ChartSeries } from '../../chart/plot/plotModel';
import { usePlotOverlay } from '../../chart/tooltip/plotOverlay';
import { ResidualChart } from '../../chart/plot/ResidualChart';
import type { InspectedRange } from '../../detector/explain/inspection';
import { useWidth } from './useWidth';

interface CloseUpProps {
  readonly series: ChartSeries;
  /** The inspected range; highlighted if it overlaps no sequence. */
  readonly at: InspectedRange;
  readonly display: DisplayOptions;
  readonly timeZone: TimeZone;
  readonly onShow: (range: TimeSpan) => void;
}

const HEIGHT = 260;
const MIN_WIDTH = 240;
const NO_LEGEND = {
  showLegend: false,
  displayMode: LegendDisplayMode.List,
  placement: 'bottom',
  calcs: [],
} as const;
const TOOLTIP = { mode: TooltipDisplayMode.Single, sort: SortOrder.None };

/** Draws the series, its reconstruction, the error and the threshold at close range. */
export function CloseUp({ series, at, display, timeZone, onShow }: CloseUpProps) {
  const [ref, width] = useWidth(MIN_WIDTH);
  const { times } = series.series;
  const shown = useMemo(
    () => ({ ...display, showReconstruction: true, showErrorLane: true, showShading: true }),
    [display]
  );
  const isShaded = series.detection?.sequences.some(
    ({ startTime, endTime }) => startTime <= at.to && endTime >= at.from
  );
  const alone = useMemo(() => [series], [series]);
  const actions = useMemo(
    () => ({
      renderOverlay: (config: UPlotConfigBuilder) => (isShaded ? null : <InspectedBand config={config} at={at} />),
    }),
    [at, isShaded]
  );
  return (
    <div ref={ref} style={{ height: HEIGHT }}>
      <ResidualChart
        series={alone}
        provisional={false}
        settled
        arrangement="overlay"
        overview="off"
        display={shown}
        legend={{ ...NO_LEGEND, calcs: [] }}
        legendVerdict={false}
        tooltip={TOOLTIP}
        from={times[0] ?? at.from}
        to={times[times.length - 1] ?? at.to}
        timeZone={timeZone}
        width={width}
        height={HEIGHT}
        onZoom={onShow}
        actions={actions}
        status={null}
        notice={null}
      />
    </div>
  );
}

/** A translucent band over an inspected range that is not reported. */
function InspectedBand({ config, at }: { readonly config: UPlotConfigBuilder; readonly at: InspectedRange }) {
  const theme = useTheme2();
  const painter = useMemo(() => ({ drawUnder: (plot: uPlot) => drawBand(plot, at, theme) }), [at, theme]);
  usePlotOverlay(config, painter);
  return null;
}

const MIN_BAND = 3;

function drawBand(plot: uPlot, { from, to }: InspectedRange, theme: GrafanaTheme2): void {
  const { ctx, bbox } = plot;
  const least = MIN_BAND * devicePixelRatio;
  const left = plot.valToPos(from, 'x', true);
  const right = plot.valToPos(to, 'x', true);
  const lacking = Math.max(0, least - (right - left)) / 2;
  const color = colorManipulator.asHexString(theme.visualization.getColorByName('blue'));
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = colorManipulator.alpha(color, 0.18);
  ctx.strokeStyle = color;
  ctx.setLineDash([]);
  ctx.lineWidth = devicePixelRatio;
  ctx.fillRect(left - lacking, bbox.top, right - left + 2 * lacking, bbox.height);
  ctx.strokeRect(left - lacking, bbox.top - 1, right - left + 2 * lacking, bbox.height + 2);
  ctx.restore();
}
