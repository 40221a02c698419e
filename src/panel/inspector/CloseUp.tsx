import React, { useMemo } from 'react';
import type uPlot from 'uplot';
import { type GrafanaTheme2, colorManipulator } from '@grafana/data';
import { LegendDisplayMode, SortOrder, TooltipDisplayMode } from '@grafana/schema';
import { type UPlotConfigBuilder, useTheme2 } from '@grafana/ui';
import { drawClipped } from '../../chart/layers/clip';
import type { ChartSeries } from '../../chart/plot/plotModel';
import { usePlotOverlay } from '../../chart/tooltip/plotOverlay';
import { ResidualChart } from '../../chart/plot/ResidualChart';
import type { InspectedVerdict, Inspection } from '../../detector/explain/inspection';
import { t } from '../../shared/i18n';
import { Figure } from './Figure';
import { useInspector } from './inspectorContext';
import { useWidth } from './SmallPlot';
import { isScored } from './verdictSentences';
import { type Interval, overlaps } from '../../detector/interval';

interface CloseUpProps {
  readonly inspection: Inspection;
  /** The rows of the inspection with their verdict. */
  readonly series: ChartSeries;
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

/** Draws the series, its reconstruction, the score and the threshold at close range. */
export function CloseUp(props: CloseUpProps) {
  return (
    <Figure title={t('inspector.close-up', 'Close-up')} caption={captionOf(props.inspection)}>
      <Chart {...props} />
    </Figure>
  );
}

function Chart({ inspection: { at }, series }: CloseUpProps) {
  const { display, timeZone, onShow } = useInspector();
  const [ref, width] = useWidth(MIN_WIDTH);
  const { times } = series.series;
  const shown = useMemo(
    () => ({ ...display, showReconstruction: true, showErrorLane: true, showShading: true }),
    [display]
  );
  const isShaded = series.detection?.sequences.some((one) => overlaps(one, at));
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

function captionOf({ rows, verdict }: Inspection): string {
  const what = verdict.sequence?.decidedBy === 'flatline' ? flatlineCaption() : captionOfLines(verdict);
  return rows.isCut
    ? `${what} ${t('inspector.close-up-cut', 'The interval is too long to draw in full. This is the part around its peak.')}`
    : what;
}

function flatlineCaption(): string {
  return t(
    'inspector.close-up-flatline',
    'Shaded: the flatline. Dashed: expected values. Below: the threshold, and the length as a multiple of the longest pause that is not reported.'
  );
}

function captionOfLines(verdict: InspectedVerdict): string {
  if (isScored(verdict)) {
    return verdict.sequence === null
      ? t(
          'inspector.close-up-asked-score',
          'Blue band: your selection. Dashed: expected values. Below: score, smoothed error (thin) and threshold.'
        )
      : t(
          'inspector.close-up-reported-score',
          'Shaded: the detected interval. Dashed: expected values. Below: score, smoothed error (thin) and threshold.'
        );
  }
  return verdict.sequence === null
    ? t('inspector.close-up-asked', 'Blue band: your selection. Dashed: expected values. Below: error and threshold.')
    : t(
        'inspector.close-up-reported',
        'Shaded: the detected interval. Dashed: expected values. Below: error and threshold.'
      );
}

/** A translucent band over an inspected range that is not reported. */
function InspectedBand({ config, at }: { readonly config: UPlotConfigBuilder; readonly at: Interval }) {
  const theme = useTheme2();
  const painter = useMemo(() => ({ drawUnder: (plot: uPlot) => drawBand(plot, at, theme) }), [at, theme]);
  usePlotOverlay(config, painter);
  return null;
}

const MIN_BAND = 3;

function drawBand(plot: uPlot, { from, to }: Interval, theme: GrafanaTheme2): void {
  const { ctx, bbox } = plot;
  const left = plot.valToPos(from, 'x', true);
  const right = plot.valToPos(to, 'x', true);
  const lacking = Math.max(0, MIN_BAND * devicePixelRatio - (right - left)) / 2;
  const color = colorManipulator.asHexString(theme.visualization.getColorByName('blue'));
  drawClipped(ctx, bbox, () => {
    ctx.fillStyle = colorManipulator.alpha(color, 0.18);
    ctx.strokeStyle = color;
    ctx.setLineDash([]);
    ctx.lineWidth = devicePixelRatio;
    ctx.fillRect(left - lacking, bbox.top, right - left + 2 * lacking, bbox.height);
    ctx.strokeRect(left - lacking, bbox.top - 1, right - left + 2 * lacking, bbox.height + 2);
  });
}
