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
import { UNREPORTED_DASH } from '../layers/bracket';
import { drawChangePoints } from '../layers/changePointGlyphs';
import { drawIncomplete } from '../layers/incompleteGlyphs';
import { drawConfidenceZones, patternsInView } from '../layers/confidenceZones';
import { drawHeldBack } from '../layers/heldBackGlyphs';
import { drawMarkers, drawShading } from '../layers/shading';
import type { ZoneKind } from '../layers/zones';
import { lineInLane } from '../lane/laneClip';
import { type KeyEntry, drawLaneEdge, drawLaneKey } from '../lane/laneKey';
import { TIME_AXIS_HEIGHT, TOP_PADDING, errorsLane, valuesLane } from '../lane/lanes';
import { valueAxis } from './axes';
import type { DisplayOptions } from './display';
import { customConfig, fainter, reconstructionColor, seriesColor, thresholdColor } from './fieldStyle';
import { isolatedPoints } from './isolatedPoints';
import { type Line, type PlotModel, isVisible, plotModelOf } from './plotModel';
import { type OutlinedSeries, type PlotOutline, outlineOf } from './plotOutline';
import { ERROR_SCALE, errorScale, scaleKey, valueScale } from './scales';
import { thresholdsOf } from './thresholds';
import { keepTicksUncropped } from './uncroppedTicks';

export interface PlotStyle {
  readonly theme: GrafanaTheme2;
  readonly timeZone: TimeZone;
  readonly display: DisplayOptions;
  /** Whether the plot has an error lane. */
  readonly withLane: boolean;
  /** Minimum distance of the plot from the chart's left edge, CSS pixels. */
  readonly minLeft?: number;
  /** For small multiples: the axes to show. Their width is fixed, so that plots align. */
  readonly small?: { readonly timeAxis: boolean; readonly valueAxis: boolean };
}

/** Width of the value axis of a small plot, CSS pixels. */
const SMALL_AXIS_WIDTH = 64;

type SeriesProps = Parameters<UPlotConfigBuilder['addSeries']>[0];

const RECONSTRUCTION_DASH = [5, 5];
const THRESHOLD_DASH = [4, 3];
/** The smoothed error beside the score, CSS pixels. */
const ERROR_WIDTH = 0.75;
/** Diameter of a row between gaps, CSS pixels. */
const ISOLATED_SIZE = 3;
/** The nearest line responds anywhere in the plot, so that users need not hit a line of one pixel. */
const FOCUS_PROXIMITY = 1e6;

/** Everything uPlot needs besides the numbers. Make it anew only when {@link structureOf} changes. */
export function makePlotConfig(model: PlotModel, style: PlotStyle): UPlotConfigBuilder {
  return configOf(outlineOf(model, style.theme), style);
}

/** Closes over the outline, never over the model: uPlot keeps its configuration while the numbers change. */
function configOf(outline: PlotOutline, style: PlotStyle): UPlotConfigBuilder {
  const config = new UPlotConfigBuilder(style.timeZone);
  addTimeAxis(config, style);
  addValueAxes(config, outline, style);
  if (style.withLane) {
    config.addScale(errorScale(outline.relative));
  }
  for (const line of outline.lines) {
    config.addSeries(lineProps(outline, line, style));
  }
  setCursor(config, outline, style);
  // Without a time axis below, the lowest label would be cut in half.
  const bottom = style.small?.timeAxis === false ? 6 : 0;
  config.setPadding([TOP_PADDING, sidePadding, bottom, leftPadding(style.minLeft ?? 0)]);
  addHooks(config, outline, style);
  return config;
}

function setCursor(config: UPlotConfigBuilder, outline: PlotOutline, style: PlotStyle): void {
  const lineAt = (seriesIdx: number) => outline.lines[seriesIdx - 1];
  const isHoverable = (seriesIdx: number) => seriesIdx === 0 || isHovered(lineAt(seriesIdx), style.withLane);
  const pointColor = (alpha: string) => (_: uPlot, seriesIdx: number) =>
    lineColor(outline, lineAt(seriesIdx), style) + alpha;
  config.setCursor({
    focus: { prox: FOCUS_PROXIMITY },
    dataIdx: (plot, seriesIdx, idx) => (isHoverable(seriesIdx) && isInside(plot) ? idx : null),
    points: { stroke: pointColor('80'), fill: pointColor('') },
  });
}

function addHooks(config: UPlotConfigBuilder, outline: PlotOutline, style: PlotStyle): void {
  const { theme, display, withLane } = style;
  config.addHook('init', keepTicksUncropped);
  config.addHook('setSize', (plot) => {
    // uPlot keeps its scales on a resize, but the lanes' shares of the height change. It ignores a redraw while it draws.
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
      const entries = keyEntries(outline, plotModelOf(plot)?.hasFurtherEvidence ?? false, style);
      if (display.showShading && drawHeldBack(plot, theme)) {
        const text = t('chart.held-back', 'Not reported');
        entries.push({ text, color: theme.colors.text.secondary, dash: UNREPORTED_DASH });
      }
      if (drawIncomplete(plot, theme)) {
        entries.push({
          text: t('chart.incomplete', 'Not complete yet'),
          color: theme.colors.text.secondary,
          ring: true,
        });
      }
      drawLaneKey(plot, [...entries, ...patternsInView(plot).map(patternEntry)], theme);
    });
  } else {
    config.addHook('draw', (plot) => {
      drawIncomplete(plot, theme);
    });
  }
}

/** Everything {@link makePlotConfig} reads, as a string. While it stays the same, new numbers need no new plot. */
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
      const { from, to } = plotModelOf(plot)?.range ?? { from: 0, to: 1 };
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
  for (const { field, color } of outline.series.filter(isVisible)) {
    const custom = customConfig(field);
    if (config.scales.some(({ props }) => props.scaleKey === scaleKey(field))) {
      continue;
    }
    config.addScale(valueScale(field, withLane));
    const drawThresholds = thresholdsOf(field, withLane, theme);
    if (drawThresholds) {
      config.addHook('drawClear', drawThresholds);
    }
    if (custom.axisPlacement === AxisPlacement.Hidden || small?.valueAxis === false) {
      continue;
    }
    const errorUnit = labelsLane ? (outline.relative ? 'relative' : 'own') : null;
    const coloured = custom.axisColorMode === AxisColorMode.Series;
    config.addAxis({
      ...valueAxis(field, errorUnit, withLane, theme, timeZone),
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
  const isInLane = line.role === 'threshold' || line.role === 'error' || line.role === 'score';
  const props: SeriesProps = {
    theme,
    pxAlign: false,
    drawStyle: GraphDrawStyle.Line,
    showPoints: VisibilityMode.Never,
    pointSize: 5,
    lineWidth: 1,
    lineColor: lineColor(outline, line, style),
    lineInterpolation: LineInterpolation.Linear,
    spanNulls: false,
    scaleKey: isInLane ? ERROR_SCALE : scaleKey(one.field),
    show: isInLane ? withLane : isVisible(one),
  };
  switch (line.role) {
    case 'value':
      Object.assign(props, valueLineProps(one));
      break;
    case 'reconstruction':
      props.lineWidth = Math.max(1, customConfig(one.field).lineWidth ?? 1);
      props.lineStyle = { fill: 'dash', dash: RECONSTRUCTION_DASH };
      props.show &&= display.showReconstruction;
      break;
    case 'threshold':
      props.lineInterpolation = LineInterpolation.StepAfter;
      props.lineStyle = { fill: 'dash', dash: THRESHOLD_DASH };
      break;
    case 'error':
      props.lineWidth = ERROR_WIDTH;
      break;
  }
  if (line.role !== 'value' && line.role !== 'threshold') {
    props.pointsFilter = isolatedPoints(false);
    props.pointSize = Math.max(ISOLATED_SIZE, props.lineWidth ?? 1);
  }
  const lane = isInLane ? errorsLane : valuesLane(withLane);
  props.pathBuilder = lineInLane(theme, props.lineInterpolation ?? LineInterpolation.Linear, lane);
  return props;
}

function valueLineProps({ field, frameIndex, fieldIndex }: OutlinedSeries): Partial<SeriesProps> {
  const custom = customConfig(field);
  return {
    lineWidth: custom.lineWidth ?? 1,
    lineStyle: custom.lineStyle,
    lineInterpolation: custom.lineInterpolation,
    fillOpacity: custom.fillOpacity,
    gradientMode: custom.gradientMode ?? GraphGradientMode.None,
    colorMode: getFieldColorModeForField(field),
    thresholds: field.config.thresholds,
    showPoints: custom.showPoints ?? VisibilityMode.Auto,
    pointSize: custom.pointSize ?? 5,
    pointsFilter: isolatedPoints(custom.spanNulls === true),
    spanNulls: custom.spanNulls ?? false,
    dataFrameFieldIndex: { frameIndex, fieldIndex },
  };
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
    case 'score':
      return outline.relative ? one.color : theme.colors.text.primary;
    case 'error':
      return fainter(outline.relative ? one.color : theme.colors.text.primary);
  }
}

/** Cursor points and tooltip follow value and score, not the other lines. */
function isHovered({ role }: Line, withLane: boolean): boolean {
  return role === 'value' || (role === 'score' && withLane);
}

/** The crosshair of another panel may be at a time after this plot's range. */
function isInside({ cursor: { left = 0 }, bbox }: uPlot): boolean {
  return left <= bbox.width / devicePixelRatio;
}

function keyEntries(outline: PlotOutline, hasFurtherEvidence: boolean, style: PlotStyle): KeyEntry[] {
  const { theme, display } = style;
  const detailed = outline.detailed[0];
  const single = outline.relative || detailed === undefined ? null : outline.series[detailed].color;
  const color = outline.relative ? theme.colors.text.secondary : theme.colors.text.primary;
  const entries: KeyEntry[] = [
    { text: laneName(outline.relative, hasFurtherEvidence), color, dash: [] },
    { text: t('chart.threshold', 'Threshold'), color: thresholdColor(theme), dash: THRESHOLD_DASH },
  ];
  if (hasFurtherEvidence) {
    entries.push({ text: t('chart.smoothed-error', 'Smoothed error'), color: fainter(color), dash: [] });
  }
  if (display.showReconstruction) {
    const color = single ? reconstructionColor(single, display, theme) : theme.colors.text.secondary;
    entries.push({ text: t('chart.reconstruction', 'Reconstruction'), color, dash: RECONSTRUCTION_DASH });
  }
  return entries;
}

function laneName(relative: boolean, hasFurtherEvidence: boolean): string {
  if (hasFurtherEvidence) {
    return relative ? t('chart.relative-score', 'Score ÷ threshold') : t('chart.score', 'Score');
  }
  return relative
    ? t('chart.relative-error', 'Smoothed error ÷ threshold')
    : t('chart.smoothed-error', 'Smoothed error');
}

function patternEntry(pattern: ZoneKind): KeyEntry {
  switch (pattern) {
    case 'left-out':
      return { pattern, text: t('marks.kind-left-out', 'Excluded') };
    case 'not-judged':
      return { pattern, text: t('chart.not-judged', 'Not judged') };
    case 'less-certain':
      return { pattern, text: t('chart.less-certain', 'Less certain') };
  }
}

/** Grafana's own padding of a side without an axis. */
function sidePadding(_: uPlot, side: uPlot.Axis.Side, sidesWithAxes: uPlot.SidesWithAxes): number {
  return sidesWithAxes[side] ? 0 : 8;
}

/** uPlot's number of this side. */
const LEFT = 3;

/** Extends the left axes, which uPlot has laid out by then, to a minimum width in CSS pixels. */
function leftPadding(minWidth: number): (...asked: Parameters<typeof sidePadding>) => number {
  return (plot, side, sidesWithAxes) => {
    const taken = (plot.axes as ReadonlyArray<uPlot.Axis & { readonly _size?: number }>)
      .filter((axis) => axis.show && axis.side === LEFT)
      .reduce((sum, { _size = 0, label, labelSize = 0 }) => sum + _size + (label == null ? 0 : labelSize), 0);
    return Math.max(sidePadding(plot, side, sidesWithAxes), minWidth - taken);
  };
}
