import React, { type ReactNode, useMemo, useState } from 'react';
import { css, cx } from '@emotion/css';
import { DashboardCursorSync, type GrafanaTheme2, type LinkModel, colorManipulator } from '@grafana/data';
import { TooltipDisplayMode, type VizLegendOptions, type VizTooltipOptions, type TimeZone } from '@grafana/schema';
import {
  Alert,
  EventBusPlugin,
  KeyboardPlugin,
  UPlotChart,
  VizLayout,
  usePanelContext,
  useStyles2,
  useTheme2,
} from '@grafana/ui';
import { t } from '../../shared/i18n';
import { useLoaded } from '../../shared/useLoaded';
import { GAP_HEIGHT, type LaneLayout, TIME_AXIS_HEIGHT, TOP_PADDING, laneLayout } from '../lane/lanes';
import { SeriesLegend } from '../legend/SeriesLegend';
import { fitsMultiples } from '../multiples/smallMultiplesPlan';
import { OverviewRoom } from '../overview/OverviewRoom';
import { laneCount, nameWidthFor, stripHeight } from '../overview/overviewPlan';
import { KeyboardSelection } from '../selection/KeyboardSelection';
import { PlotPointer } from '../tooltip/PlotPointer';
import type { ChartActions } from './actions';
import type { DisplayOptions } from './display';
import { PlotConfigCache } from './plotConfigCache';
import { type ChartSeries, type PlotModel, isInLegend, isVisible, makePlotModel } from './plotModel';
import type { Interval } from '../../detector/interval';
import { usePlotData } from './usePlotData';
import { usePlotModel } from './usePlotModel';

interface ResidualChartProps {
  readonly series: readonly ChartSeries[];
  /** The same measures in another period. They are drawn, without a verdict. */
  readonly compared?: readonly ChartSeries[];
  /** The verdicts are stale: they belong to earlier data. */
  readonly provisional: boolean;
  /** No verdict is pending. If there is none, the error lane is hidden. */
  readonly settled: boolean;
  readonly display: DisplayOptions;
  /** One plot for all series, or one plot per series while several are visible. */
  readonly arrangement: 'overlay' | 'small-multiples';
  /** Whether the overview strip has a lane per series. `auto` decides by number of series and height. */
  readonly overview: 'auto' | 'on' | 'off';
  readonly legend: VizLegendOptions;
  /** Whether the legend shows the verdict beside each name. */
  readonly legendVerdict: boolean;
  readonly tooltip: VizTooltipOptions;
  /** Visible time range, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly timeZone: TimeZone;
  readonly width: number;
  readonly height: number;
  readonly onZoom: (range: Interval) => void;
  readonly actions: ChartActions;
  /** One line in the row between the lanes, or in the plot's corner if there is one lane. */
  readonly status: ReactNode;
  /** Covers the lower end of the plot, so that the series stay in view. */
  readonly notice: ReactNode;
  /** Renders the notice that appears if the overview's file could not be loaded. */
  readonly lackOf?: (file: string, error: Error, retry: () => void) => ReactNode;
}

/** A smaller panel shows no legend, CSS pixels. */
const MIN_LEGEND_HEIGHT = 150;
const MIN_LEGEND_WIDTH = 240;

const NONE: readonly ChartSeries[] = [];
const NO_POINTS = { times: new Float64Array(0), values: new Float64Array(0) };

const loadStrip = async () =>
  (await import(/* webpackChunkName: "overview" */ '../overview/OverviewStrip')).OverviewStrip;
const loadMultiples = async () =>
  (await import(/* webpackChunkName: "multiples" */ '../multiples/SmallMultiples')).SmallMultiples;

/** Value and reconstruction above, error and threshold below, on one time axis. */
export function ResidualChart(props: ResidualChartProps) {
  const { series, compared = NONE, arrangement, legend, display, timeZone, width, height } = props;
  const theme = useTheme2();
  const { part: Multiples, error } = useLoaded(arrangement === 'small-multiples' ? loadMultiples : null);

  // The legend reads only names and colours, and it is laid out before the plot's height is known.
  const all = useMemo(() => [...series, ...compared], [series, compared]);
  const named = useMemo(() => makePlotModel(all.map(withoutPoints)), [all]);
  const [legendConfigs] = useState(() => new PlotConfigCache());
  const showLegend = legend.showLegend && height >= MIN_LEGEND_HEIGHT && width >= MIN_LEGEND_WIDTH;
  const legendConfig = legendConfigs.configFor(named, { theme, timeZone, display, withLane: false });

  return (
    <VizLayout
      width={width}
      height={height}
      legend={
        showLegend ? (
          <SeriesLegend series={all} config={legendConfig} withVerdict={props.legendVerdict} {...legend} />
        ) : null
      }
    >
      {(plotWidth, plotHeight) => {
        const size = { width: plotWidth, height: plotHeight };
        if (arrangement === 'overlay' || error || !fitsMultiples(series, plotWidth, plotHeight)) {
          return <Plot {...props} all={all} notice={props.notice ?? (error && multiplesNotLoaded(error))} {...size} />;
        }
        return Multiples && <Multiples {...props} {...size} />;
      }}
    </VizLayout>
  );
}

function multiplesNotLoaded({ message }: Error): ReactNode {
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

interface PlotProps extends ResidualChartProps {
  /** Series and comparisons. */
  readonly all: readonly ChartSeries[];
}

function Plot(props: PlotProps) {
  const { series, all, from, to, provisional, display, settled, tooltip, timeZone, width, onZoom, actions } = props;
  const { renderPinned, notesOn, onSelectRange } = actions;
  const model = usePlotModel(all, from, to, provisional);
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const { sync, eventsScope, eventBus } = usePanelContext();
  const syncMode = sync?.() ?? DashboardCursorSync.Off;
  const { lanes, Strip, notice } = useOverview(props);
  const strip = stripHeight(lanes);
  const height = props.height - strip;
  const isEmpty = useIsEmpty(model, settled);
  const layout = laneLayout(height, display.showErrorLane && !isEmpty);

  const [configs] = useState(() => new PlotConfigCache());
  // Plugins add hooks to the configuration, so another set of plugins needs another configuration.
  const plugins = [syncMode, eventsScope, tooltip.mode, tooltip.maxWidth, lanes > 0].join();
  const minLeft = lanes > 0 ? nameWidthFor(series, width) : 0;
  const style = { theme, timeZone, display, withLane: layout.errors !== null, minLeft };
  const config = configs.configFor(model, style, plugins);
  const keepPlot = usePlotData(model.data, width, height);

  return (
    <div className={styles.plot} style={{ paddingTop: strip }}>
      {/* Before the plot, which reads its hooks when it mounts. Outside the plot, so that a new plot keeps the focus here. */}
      {lanes > 0 && (
        <OverviewRoom
          Strip={Strip}
          series={series}
          lanes={lanes}
          config={config}
          range={model.range}
          provisional={provisional}
          settled={settled}
          width={width}
        />
      )}
      {/* The key changes because UPlotChart ignores a new configuration that comes with a new size. */}
      <UPlotChart key={config.uid} config={config} data={model.data} width={width} height={height} plotRef={keepPlot}>
        <KeyboardPlugin config={config} />
        {onSelectRange && <KeyboardSelection config={config} onSelect={onSelectRange} />}
        {actions.renderOverlay?.(config)}
        {syncMode !== DashboardCursorSync.Off && <EventBusPlugin config={config} eventBus={eventBus} />}
        <PlotPointer
          {...{ config, tooltip, display, timeZone, renderPinned, notesOn, onZoom, syncMode }}
          hoverAll={tooltip.mode === TooltipDisplayMode.Multi}
          syncScope={eventsScope}
          onSelect={onSelectRange}
          getDataLinks={(seriesIdx, dataIdx) => linksAt(model, seriesIdx, dataIdx)}
        />
        <div className={cx(styles.status, !layout.errors && styles.overPlot)} style={statusPosition(layout)}>
          {props.status}
        </div>
        {notice !== null && <div className={styles.notice}>{notice}</div>}
      </UPlotChart>
    </div>
  );
}

/** The overview's lanes, its component once that is loaded, and the notice that the plot shows. */
function useOverview({ series, overview, height, notice, lackOf }: ResidualChartProps) {
  const wanted = laneCount(overview, series.filter(isInLegend).length, height);
  const { part, error, retry } = useLoaded(wanted > 0 ? loadStrip : null);
  const failure = wanted > 0 ? error : null;
  return {
    // The height is reserved from the start, so that the plot does not move once the strip is loaded.
    lanes: failure ? 0 : wanted,
    Strip: part,
    notice: notice ?? (failure && lackOf?.('overview.js', failure, retry)) ?? null,
  };
}

/** Whether there is no verdict and none pending. While one is pending the answer stays, so that lanes do not flicker. */
function useIsEmpty({ series }: PlotModel, settled: boolean): boolean {
  const [isEmpty, setIsEmpty] = useState(false);
  const hasVerdict = series.some((one) => isVisible(one) && one.detection !== null);
  const now = !hasVerdict && (settled || isEmpty);
  if (now !== isEmpty) {
    setIsEmpty(now);
  }
  return now;
}

function statusPosition({ errors, plotHeight }: LaneLayout): { top: number } {
  return { top: errors ? TOP_PADDING + plotHeight * (1 - errors.top) - GAP_HEIGHT : TOP_PADDING };
}

function linksAt(model: PlotModel, seriesIdx: number, dataIdx: number | null): LinkModel[] {
  const index = model.lines[seriesIdx - 1]?.series ?? -1;
  const row = dataIdx === null || index < 0 ? -1 : (model.rows[index][dataIdx] ?? -1);
  if (row < 0) {
    return [];
  }
  const { field, rows } = model.series[index];
  return field.getLinks?.({ valueRowIndex: rows ? rows[row] : row }) ?? [];
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
  // Lines run behind the status there and must stay visible.
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
