import type uPlot from 'uplot';
import { type GrafanaTheme2, getFieldColorModeForField } from '@grafana/data';
import {
  AxisColorMode,
  AxisPlacement,
  GraphDrawStyle,
  GraphGradientMode,
  LineInterpolation,
  ScaleDirection,
  ScaleOrientation,
  VisibilityMode,
  type TimeZone,
} from '@grafana/schema';
import { UPlotConfigBuilder } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { valueAxis } from './axes';
import type { DisplayOptions } from './display';
import { type PlotModel, type Line, plotModelOf, isVisible } from './plotModel';
import { customConfig, reconstructionColor, seriesColor, thresholdColor } from './fieldStyle';
import { isolatedPoints } from './isolatedPoints';
import { errorsLane, lineInLane, valuesLane } from '../lane/laneClip';
import { type KeyEntry, drawLaneEdge, drawLaneKey } from '../lane/laneKey';
import { TIME_AXIS_HEIGHT, TOP_PADDING } from '../lane/lanes';
import { type PlotOutline, outlineOf } from './plotOutline';
import { ERROR_SCALE, errorScale, scaleKey, valueScale } from './scales';
import { drawMarkers, drawShading } from '../layers/shading';
import { thresholdsOf } from './thresholds';
import { drawConfidenceZones, patternsInView } from '../layers/confidenceZones';
import { keepTicksUncropped } from './uncroppedTicks';
import { drawChangePoints } from '../layers/changePointGlyphs';
import { UNREPORTED_DASH } from '../layers/bracket';
import { drawHeldBack } from '../layers/heldBackGlyphs';
import type { ZoneKind } from '../layers/zones';

export interface PlotStyle {
  readonly theme: GrafanaTheme2;
  readonly timeZone: TimeZone;
  readonly display: DisplayOptions;
  /** Whether the plot is high enough for the error lane, and it is asked for. */
  readonly withLane: boolean;
  /** The plot begins no nearer to the chart's left edge, CSS pixels. */
  readonly minLeft?: number;
  /** Of a small plot among many: axes of a fixed width, so that plots stand in line, or none. */
  readonly small?: { readonly timeAxis: boolean; readonly valueAxis: boolean };
}

/** Width of the value axis of a small plot, CSS pixels. */
const SMALL_AXIS_WIDTH = 64;

type SeriesProps = Parameters<UPlotConfigBuilder['addSeries']>[0];

const RECONSTRUCTION_DASH = [5, 5];
const THRESHOLD_DASH = [4, 3];
/** The nearest line answers from anywhere in the plot: an operator should not have to hit a line of one pixel. */
const FOCUS_PROXIMITY = 1e6;

/** What uPlot is told about everything but the numbers. Made anew only when {@link structureOf} changes. */
export function makePlotConfig(model: PlotModel, style: PlotStyle): UPlotConfigBuilder {
  return configOf(outlineOf(model, style.theme), style);
}

function configOf(outline: PlotOutline, style: PlotStyle): UPlotConfigBuilder {
  const { theme, timeZone, display, withLane, small } = style;
  const config = new UPlotConfigBuilder(timeZone);

  addTimeAxis(config, style);
  addValueAxes(config, outline, style);
  if (withLane) {
    config.addScale(errorScale(outline.relative));
  }
  for (const line of outline.lines) {
    config.addSeries(lineProps(outline, line, style));
  }

  const roleAt = (seriesIdx: number) => outline.lines[seriesIdx - 1];
  const hovers = (seriesIdx: number) => seriesIdx === 0 || isHovered(roleAt(seriesIdx), withLane);
  const pointColor = (alpha: string) => (_: uPlot, seriesIdx: number) =>
    lineColor(outline, roleAt(seriesIdx), style) + alpha;
  config.setCursor({
    focus: { prox: FOCUS_PROXIMITY },
    dataIdx: (plot, seriesIdx, idx) => (hovers(seriesIdx) && isInside(plot) ? idx : null),
    points: { stroke: pointColor('80'), fill: pointColor('') },
  });
  // Without a time axis under it the lowest label would be cut in half.
  config.setPadding([TOP_PADDING, sidePadding, small?.timeAxis === false ? 6 : 0, leftPadding(style.minLeft ?? 0)]);

  config.addHook('init', keepTicksUncropped);
  config.addHook('setSize', (plot) => {
    // uPlot keeps its scales on a resize, but the lanes' shares of the height have changed. While it is drawing, it
    // takes no word for another drawing.
    queueMicrotask(() => plot.redraw(true, true));
  });
  config.addHook('drawClear', (plot) => drawConfidenceZones(plot, withLane, theme));
  if (display.showShading) {
    config.addHook('drawClear', (plot) => drawShading(plot, display, theme));
    config.addHook('draw', (plot) => {
      drawChangePoints(plot, theme);
      drawMarkers(plot, display, theme);
    });
  }
  if (withLane) {
    config.addHook('drawAxes', (plot) => drawLaneEdge(plot, theme));
    config.addHook('draw', (plot) => {
      const entries = keyEntries(outline, style);
      if (display.showShading && drawHeldBack(plot, theme)) {
        const text = t('chart.held-back', 'Not reported');
        entries.push({ text, color: theme.colors.text.secondary, dash: UNREPORTED_DASH });
      }
      drawLaneKey(plot, [...entries, ...patternsInView(plot).map(patternEntry)], theme);
    });
  }
  return config;
}

/** Everything {@link makePlotConfig} reads, as a string: while it stays the same, new numbers need no new plot. */
export function structureOf(
  model: PlotModel,
  { theme, timeZone, display, withLane, minLeft, small }: PlotStyle
): string {
  return JSON.stringify([
    model.lines,
    model.relative,
    model.series.map((one) => [
      one.name,
      one.frameIndex,
      one.fieldIndex,
      isVisible(one),
      seriesColor(one.field, theme),
      { ...one.field.config, links: undefined, actions: undefined },
    ]),
    theme.name,
    theme.isDark,
    timeZone,
    display,
    withLane,
    minLeft,
    small,
  ]);
}

function addTimeAxis(config: UPlotConfigBuilder, { theme, timeZone, small }: PlotStyle): void {
  config.addScale({
    scaleKey: 'x',
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    isTime: true,
    range: (plot) => {
      const [from, to] = plotModelOf(plot)?.range ?? [0, 1];
      return [from, to];
    },
  });
  config.addAxis({
    scaleKey: 'x',
    isTime: true,
    show: small?.timeAxis ?? true,
    placement: AxisPlacement.Bottom,
    size: TIME_AXIS_HEIGHT,
    timeZone,
    theme,
    grid: { show: true },
  });
}

function addValueAxes(config: UPlotConfigBuilder, outline: PlotOutline, style: PlotStyle): void {
  const { theme, timeZone, withLane, small } = style;
  let labelsLane = withLane;
  let first = true;
  for (const one of outline.series.filter(isVisible)) {
    const { field, color } = one;
    const custom = customConfig(field);
    const isNew = !config.scales.some(({ props }) => props.scaleKey === scaleKey(field));
    if (!isNew) {
      continue;
    }
    config.addScale(valueScale(field, withLane));
    const drawThresholds = thresholdsOf(one, withLane, theme);
    if (drawThresholds) {
      config.addHook('drawClear', drawThresholds);
    }
    if (custom.axisPlacement === AxisPlacement.Hidden || small?.valueAxis === false) {
      continue;
    }
    const errors = labelsLane ? { relative: outline.relative, field } : null;
    const coloured = custom.axisColorMode === AxisColorMode.Series;
    config.addAxis({
      ...valueAxis(field, errors, withLane, theme, timeZone),
      label: small ? undefined : custom.axisLabel,
      size: small ? SMALL_AXIS_WIDTH : custom.axisWidth,
      placement: small ? AxisPlacement.Left : (custom.axisPlacement ?? AxisPlacement.Auto),
      grid: { show: custom.axisGridShow ?? first },
      border: { show: custom.axisBorderShow ?? false },
      color: coloured ? color : undefined,
      theme,
    });
    labelsLane = false;
    first = false;
  }
}

function lineProps(outline: PlotOutline, line: Line, style: PlotStyle): SeriesProps {
  const { theme, display, withLane } = style;
  const one = outline.series[Math.max(0, line.series)];
  const custom = customConfig(one.field);
  const visible = isVisible(one);
  const plain = {
    theme,
    pxAlign: false,
    drawStyle: GraphDrawStyle.Line,
    showPoints: VisibilityMode.Never,
    pointSize: 5,
    lineWidth: 1,
    lineColor: lineColor(outline, line, style),
    lineInterpolation: LineInterpolation.Linear,
    spanNulls: false,
  };
  const cut = (props: SeriesProps, lane: ReturnType<typeof valuesLane>) => ({
    ...props,
    pathBuilder: lineInLane(theme, props.lineInterpolation ?? LineInterpolation.Linear, lane),
  });

  switch (line.role) {
    case 'value':
      return cut(
        {
          ...plain,
          scaleKey: scaleKey(one.field),
          lineWidth: custom.lineWidth ?? 1,
          lineStyle: custom.lineStyle,
          lineInterpolation: custom.lineInterpolation,
          fillOpacity: custom.fillOpacity,
          gradientMode: custom.gradientMode ?? GraphGradientMode.None,
          colorMode: getFieldColorModeForField(one.field),
          thresholds: one.field.config.thresholds,
          showPoints: custom.showPoints ?? VisibilityMode.Auto,
          pointSize: custom.pointSize ?? 5,
          pointsFilter: isolatedPoints(custom.spanNulls === true),
          spanNulls: custom.spanNulls ?? false,
          show: visible,
          dataFrameFieldIndex: { frameIndex: one.frameIndex, fieldIndex: one.fieldIndex },
        },
        valuesLane(withLane)
      );
    case 'reconstruction':
      return cut(
        {
          ...plain,
          scaleKey: scaleKey(one.field),
          lineWidth: Math.max(1, custom.lineWidth ?? 1),
          lineStyle: { fill: 'dash', dash: RECONSTRUCTION_DASH },
          show: visible && display.showReconstruction,
        },
        valuesLane(withLane)
      );
    case 'threshold':
      return cut(
        {
          ...plain,
          scaleKey: ERROR_SCALE,
          lineInterpolation: LineInterpolation.StepAfter,
          lineStyle: { fill: 'dash', dash: THRESHOLD_DASH },
          show: withLane,
        },
        errorsLane
      );
    case 'error':
      return cut({ ...plain, scaleKey: ERROR_SCALE, show: withLane }, errorsLane);
  }
}

function lineColor(outline: PlotOutline, line: Line, { theme, display }: PlotStyle): string {
  const one = outline.series[Math.max(0, line.series)];
  switch (line.role) {
    case 'value':
      return one.color;
    case 'reconstruction':
      return reconstructionColor(one.color, display, theme);
    case 'threshold':
      return thresholdColor(theme);
    case 'error':
      return outline.relative ? one.color : theme.colors.text.primary;
  }
}

/** The cursor's points and the tooltip follow what was measured: value and error, not the lines computed around them. */
function isHovered({ role }: Line, withLane: boolean): boolean {
  return role === 'value' || (role === 'error' && withLane);
}

/** Another panel's crosshair may be at a time that comes after this one's range: no point of it lies there. */
function isInside({ cursor: { left = 0 }, bbox }: uPlot): boolean {
  return left <= bbox.width / devicePixelRatio;
}

function keyEntries(outline: PlotOutline, style: PlotStyle): KeyEntry[] {
  const { theme, display } = style;
  const detailed = outline.detailed[0];
  const single = outline.relative || detailed === undefined ? null : outline.series[detailed].color;
  const entries: KeyEntry[] = [
    {
      text: outline.relative
        ? t('chart.relative-error', 'Smoothed error ÷ threshold')
        : t('chart.smoothed-error', 'Smoothed error'),
      color: outline.relative ? theme.colors.text.secondary : theme.colors.text.primary,
      dash: [],
    },
    { text: t('chart.threshold', 'Threshold'), color: thresholdColor(theme), dash: THRESHOLD_DASH },
  ];
  if (display.showReconstruction) {
    const color = single ? reconstructionColor(single, display, theme) : theme.colors.text.secondary;
    entries.push({ text: t('chart.reconstruction', 'Reconstruction'), color, dash: RECONSTRUCTION_DASH });
  }
  return entries;
}

function patternEntry(pattern: ZoneKind): KeyEntry {
  switch (pattern) {
    case 'left-out':
      return { pattern, text: t('marks.kind-left-out', 'Left out') };
    case 'not-judged':
      return { pattern, text: t('chart.not-judged', 'Not judged') };
    case 'less-certain':
      return { pattern, text: t('chart.less-certain', 'Less certain') };
  }
}

/** As Grafana pads: a side without an axis gets a little air when there are axes across. */
function sidePadding(_: uPlot, side: uPlot.Axis.Side, sidesWithAxes: uPlot.SidesWithAxes): number {
  return sidesWithAxes[side] ? 0 : 8;
}

/** Of uPlot's sides. */
const LEFT = 3;

/** What the axes at the left, which uPlot has laid out when it asks, lack of a width. */
function leftPadding(least: number): (...asked: Parameters<typeof sidePadding>) => number {
  return (plot, side, sidesWithAxes) => {
    const taken = (plot.axes as ReadonlyArray<uPlot.Axis & { readonly _size?: number }>)
      .filter((axis) => axis.show && axis.side === LEFT)
      .reduce((sum, { _size = 0, label, labelSize = 0 }) => sum + _size + (label == null ? 0 : labelSize), 0);
    return Math.max(sidePadding(plot, side, sidesWithAxes), least - taken);
  };
}
