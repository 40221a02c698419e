import React, { type ReactNode, useMemo, useState } from 'react';
import { css, cx } from '@emotion/css';
import { DashboardCursorSync, type GrafanaTheme2, type LinkModel, colorManipulator } from '@grafana/data';
import { TooltipDisplayMode, type VizLegendOptions, type VizTooltipOptions, type TimeZone } from '@grafana/schema';
import {
  Alert,
  EventBusPlugin,
  KeyboardPlugin,
  TooltipPlugin2,
  UPlotChart,
  VizLayout,
  usePanelContext,
  useStyles2,
  useTheme2,
} from '@grafana/ui';
import { t } from '../../shared/i18n';
import { useLoaded } from '../../shared/useLoaded';
import type { ChartActions } from './actions';
import type { DisplayOptions } from './display';
import { type ChartSeries, type PlotModel, isVisible, makePlotModel, withRange } from './plotModel';
import { HOVER_ALL, HOVER_ONE } from '../tooltip/hoverMode';
import { KeyboardSelection } from '../selection/KeyboardSelection';
import { GAP_HEIGHT, type LaneLayout, TIME_AXIS_HEIGHT, TOP_PADDING, laneLayout } from '../lane/lanes';
import { OverviewRoom } from '../overview/OverviewRoom';
import { hasLane, laneCount, nameRoom, stripHeight } from '../overview/overviewPlan';
import { PlotConfigCache } from './plotConfigCache';
import { usePlotData } from './usePlotData';
import { SeriesLegend } from '../legend/SeriesLegend';
import { plotTooltip } from '../tooltip/plotTooltip';
import { fitsMultiples } from '../multiples/smallMultiplesPlan';
import { ZoomOnSelect } from '../selection/ZoomOnSelect';

export interface ResidualChartProps {
  readonly series: readonly ChartSeries[];
  /** The verdicts were carried over from earlier data. */
  readonly provisional: boolean;
  /** A verdict is there, or will not come: where it holds nothing, the lane of errors is left out. */
  readonly settled: boolean;
  readonly display: DisplayOptions;
  /** All series in one plot, or one each, as long as several are shown. */
  readonly arrangement: 'overlay' | 'small-multiples';
  /** Whether there is a swim lane a series over the plot; auto decides by their number and the height. */
  readonly overview: 'auto' | 'on' | 'off';
  readonly legend: VizLegendOptions;
  /** Whether the legend tells the verdict beside each name. */
  readonly legendVerdict: boolean;
  readonly tooltip: VizTooltipOptions;
  /** Shown time range, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly timeZone: TimeZone;
  readonly width: number;
  readonly height: number;
  readonly onZoom: (range: { from: number; to: number }) => void;
  readonly actions: ChartActions;
  /** One line for the row between the lanes, or the plot's corner where there is one lane. */
  readonly status: ReactNode;
  /** Lies over the lower end of the plot, so that the series stay in view. */
  readonly notice: ReactNode;
  /** What is said in the notice's place where the overview's file did not come. */
  readonly lackOf?: (file: string, error: Error, retry: () => void) => ReactNode;
}

/** A panel lower or narrower than this shows the plot alone. */
const MIN_LEGEND_HEIGHT = 150;
const MIN_LEGEND_WIDTH = 240;

const UNRANGED = { range: [0, 1] as const, provisional: false };
const NO_POINTS = { times: new Float64Array(0), values: new Float64Array(0) };

const loadStrip = async () =>
  (await import(/* webpackChunkName: "overview" */ '../overview/OverviewStrip')).OverviewStrip;
const loadMultiples = async () =>
  (await import(/* webpackChunkName: "multiples" */ '../multiples/SmallMultiples')).SmallMultiples;

/** Value and reconstruction above, error and threshold below, on one time axis. */
export function ResidualChart(props: ResidualChartProps) {
  const { series, arrangement, legend, display, timeZone, width, height } = props;
  const theme = useTheme2();

  const isSmall = arrangement === 'small-multiples';
  const { part: Multiples, error } = useLoaded(isSmall ? loadMultiples : null);

  // The legend reads names and colours only, and it is laid out before the plot's height is known.
  const named = useMemo(() => makePlotModel(series.map(withoutPoints), UNRANGED), [series]);
  const [legendConfigs] = useState(() => new PlotConfigCache());
  const showLegend = legend.showLegend && height >= MIN_LEGEND_HEIGHT && width >= MIN_LEGEND_WIDTH;
  const legendConfig = legendConfigs.configFor(named, { theme, timeZone, display, withLane: false });

  return (
    <VizLayout
      width={width}
      height={height}
      legend={
        showLegend ? (
          <SeriesLegend series={series} config={legendConfig} withVerdict={props.legendVerdict} {...legend} />
        ) : null
      }
    >
      {(plotWidth, plotHeight) => {
        const size = { width: plotWidth, height: plotHeight };
        if (!isSmall || error || !fitsMultiples(series, plotWidth, plotHeight)) {
          return <Plot {...props} notice={props.notice ?? (error && onePlot(error))} {...size} />;
        }
        return Multiples && <Multiples {...props} {...size} />;
      }}
    </VizLayout>
  );
}

/** Said where one plot has to do. */
function onePlot({ message }: Error): ReactNode {
  const text = t(
    'multiples.not-loaded',
    'Small multiples could not be loaded, so all series share one plot: {{reason}}',
    {
      reason: message,
    }
  );
  return <Alert severity="warning" title={text} />;
}

function withoutPoints(one: ChartSeries): ChartSeries {
  return { ...one, series: NO_POINTS, detection: null };
}

function Plot(props: ResidualChartProps) {
  const { series, from, to, provisional, display, overview, settled, tooltip, timeZone, width } = props;
  const { onZoom, actions, status, lackOf } = props;
  const { renderPinned, notesOn } = actions;
  // The lines cost a pass over all points, the range nothing: kept apart, so that a moving "now" stays cheap.
  const lines = useMemo(() => makePlotModel(series, UNRANGED), [series]);
  const model = useMemo(() => withRange(lines, [from, to], provisional), [lines, from, to, provisional]);
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const { sync, eventsScope, eventBus } = usePanelContext();
  const syncMode = sync?.() ?? DashboardCursorSync.Off;
  const wanted = laneCount(overview, model.series.filter(hasLane).length, props.height);
  const strips = useLoaded(wanted > 0 ? loadStrip : null);
  const error = wanted > 0 ? strips.error : null;
  // The room is kept from the beginning, so that the plot stays where it is when the strip comes.
  const lanes = error ? 0 : wanted;
  const notice = props.notice ?? (error && lackOf?.('overview.js', error, strips.retry)) ?? null;
  const strip = stripHeight(lanes);
  const height = props.height - strip;
  const isEmpty = useIsEmpty(model, settled);
  const layout = laneLayout(height, display.showErrorLane && !isEmpty);
  const withTooltip = tooltip.mode !== TooltipDisplayMode.None;

  const [configs] = useState(() => new PlotConfigCache());
  // The plugins hang their hooks on the configuration, so another set of plugins needs another configuration.
  const plugins = [syncMode, eventsScope, tooltip.mode, tooltip.maxWidth, lanes > 0].join();
  const minLeft = lanes > 0 ? nameRoom(model.series, width) : 0;
  const style = { theme, timeZone, display, withLane: layout.errors !== null, minLeft };
  const config = configs.configFor(model, style, plugins);

  const keepPlot = usePlotData(model.data, width, height);

  return (
    <div className={styles.plot} style={{ paddingTop: strip }}>
      {/* Before the plot, which reads its hooks when it mounts; outside of it, so that a new plot keeps the focus here. */}
      {lanes > 0 && (
        <OverviewRoom
          Strip={strips.part}
          series={model.series}
          lanes={lanes}
          config={config}
          range={model.range}
          provisional={model.provisional}
          settled={settled}
          width={width}
        />
      )}
      {/* A new key, for UPlotChart overlooks a new configuration that comes with a new size. */}
      <UPlotChart key={config.uid} config={config} data={model.data} width={width} height={height} plotRef={keepPlot}>
        <KeyboardPlugin config={config} />
        {actions.onSelectRange && <KeyboardSelection config={config} onSelect={actions.onSelectRange} />}
        {actions.renderOverlay?.(config)}
        {syncMode !== DashboardCursorSync.Off && <EventBusPlugin config={config} eventBus={eventBus} />}
        {withTooltip ? (
          <TooltipPlugin2
            config={config}
            hoverMode={tooltip.mode === TooltipDisplayMode.Multi ? HOVER_ALL : HOVER_ONE}
            queryZoom={onZoom}
            clientZoom
            syncMode={syncMode}
            syncScope={eventsScope}
            maxWidth={tooltip.maxWidth}
            getDataLinks={(seriesIdx, place) => linksAt(model, seriesIdx, place)}
            render={plotTooltip({ options: tooltip, display, timeZone, renderPinned, notesOn }, actions.onSelectRange)}
          />
        ) : (
          <ZoomOnSelect config={config} onZoom={onZoom} onSelect={actions.onSelectRange} />
        )}
        <div className={cx(styles.status, !layout.errors && styles.overPlot)} style={statusPlace(layout)}>
          {status}
        </div>
        {notice !== null && <div className={styles.notice}>{notice}</div>}
      </UPlotChart>
    </div>
  );
}

/** Whether no verdict is shown and none will come. While one is being computed, what was before: lanes must not flicker. */
function useIsEmpty({ series }: PlotModel, settled: boolean): boolean {
  const [isEmpty, setIsEmpty] = useState(false);
  const hasVerdict = series.some((one) => isVisible(one) && one.detection !== null);
  const now = hasVerdict || !settled ? isEmpty && !hasVerdict : true;
  if (now !== isEmpty) {
    setIsEmpty(now);
  }
  return now;
}

/** In the row between the lanes, or in the plot's upper corner where there is one lane. */
function statusPlace({ errors, plotHeight }: LaneLayout): { top: number } {
  return { top: errors ? TOP_PADDING + plotHeight * (1 - errors.top) - GAP_HEIGHT : TOP_PADDING };
}

function linksAt(model: PlotModel, seriesIdx: number, place: number | null): LinkModel[] {
  const index = model.lines[seriesIdx - 1]?.series ?? -1;
  const row = place === null || index < 0 ? -1 : (model.rows[index][place] ?? -1);
  if (row < 0) {
    return [];
  }
  const { field, frameRows } = model.series[index];
  return field.getLinks?.({ valueRowIndex: frameRows ? frameRows[row] : row }) ?? [];
}

const getStyles = (theme: GrafanaTheme2) => ({
  plot: css({ position: 'relative' }),
  status: css({
    position: 'absolute',
    right: theme.spacing(1),
    height: GAP_HEIGHT,
    display: 'flex',
    alignItems: 'center',
  }),
  // Lines run behind it there, and are not to be lost.
  overPlot: css({
    background: colorManipulator.alpha(theme.colors.background.primary, 0.7),
    borderRadius: theme.shape.radius.default,
  }),
  notice: css({
    position: 'absolute',
    left: theme.spacing(1),
    right: theme.spacing(1),
    bottom: TIME_AXIS_HEIGHT + 4,
    display: 'flex',
    justifyContent: 'center',
    pointerEvents: 'none',
  }),
});
