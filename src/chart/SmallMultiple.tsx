import React, { type MouseEvent, memo, useMemo, useRef, useState } from 'react';
import { css, cx } from '@emotion/css';
import { DashboardCursorSync, type GrafanaTheme2 } from '@grafana/data';
import { TooltipDisplayMode, type VizTooltipOptions, type TimeZone } from '@grafana/schema';
import { SeriesIcon, TooltipPlugin2, UPlotChart, useStyles2, useTheme2 } from '@grafana/ui';
import { t } from '../i18n';
import { ChartTooltip } from './ChartTooltip';
import type { DisplayOptions } from './display';
import { type ChartSeries, drawingOf, makeDrawing, withRange } from './drawing';
import { seriesColor } from './fieldStyle';
import { HOVER_ONE } from './hoverMode';
import { TIME_AXIS_HEIGHT } from './lanes';
import { PlotConfigCache } from './plotConfigCache';
import { severityColor, severityName, severityPath } from './severity';
import { summaryOf } from './seriesSummary';
import { HEADER_HEIGHT } from './smallMultiplesPlan';
import { useTurn } from './smallMultiplesTurns';
import { usePlotData } from './usePlotData';
import { ZoomOnSelect } from './ZoomOnSelect';

export interface SmallMultipleProps {
  readonly series: ChartSeries;
  /** Shown time range, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly provisional: boolean;
  readonly display: DisplayOptions;
  readonly tooltip: VizTooltipOptions;
  readonly timeZone: TimeZone;
  /** Of the plot without the header, CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly timeAxis: boolean;
  readonly valueAxis: boolean;
  /** All plots with one key share their crosshair. */
  readonly cursorKey: string;
  readonly onZoom: (range: { from: number; to: number }) => void;
  /** Shows the series alone; null where that is not offered. */
  readonly onShow: ((name: string) => void) | null;
}

/** A mouse that moved further between down and up has dragged, CSS pixels. */
const LEAST_DRAG = 5;
const DRAWN_FULLY = { range: [0, 1] as const, provisional: false };

/** A series in a plot of its own, under its name and worst severity. */
export const SmallMultiple = memo((props: SmallMultipleProps) => {
  const { series, width, height, timeAxis, onShow } = props;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { from, to, provisional } = props;
  // Range and verdict take their turn with the series: apart, each refresh would draw every plot twice, and once all at once.
  const shown = useMemo(() => ({ series, from, to, provisional }), [series, from, to, provisional]);
  const drawn = useTurn(shown);
  const { anomalies, worst } = summaryOf(series);
  const verdict =
    series.detection === null
      ? t('multiples.not-judged', 'not judged')
      : worst === null
        ? t('multiples.quiet', 'no anomalies')
        : t('multiples.found', '{{count}} anomalies, {{severity}}', {
            count: anomalies,
            severity: severityName(worst),
            defaultValue_one: '{{count}} anomaly, {{severity}}',
          });
  const plotHeight = height + (timeAxis ? TIME_AXIS_HEIGHT : 0);
  const press = useRef<number | null>(null);
  // Before the tooltip hears of the click, which would pin it.
  const showOnClick = (event: MouseEvent) => {
    const moved = Math.abs(event.clientX - (press.current ?? event.clientX));
    if (onShow && moved < LEAST_DRAG && (event.target as Element).classList.contains('u-over')) {
      event.stopPropagation();
      onShow(series.name);
    }
  };

  return (
    <section className={styles.cell} style={{ width }} aria-label={`${series.name}: ${verdict}`}>
      <button
        type="button"
        className={cx(styles.header, onShow === null && styles.still)}
        onClick={() => onShow?.(series.name)}
        title={onShow ? t('multiples.show', '{{name}}: show this series alone', { name: series.name }) : series.name}
      >
        <SeriesIcon color={seriesColor(series.field, theme)} />
        <span className={styles.name}>{series.name}</span>
        {worst !== null && (
          <svg width={10} height={10} viewBox="0 0 10 10" aria-hidden>
            <path d={severityPath(worst)} fill={severityColor(worst, theme)} />
          </svg>
        )}
        <span className={styles.verdict}>{verdict}</span>
      </button>
      <div
        style={{ height: plotHeight }}
        onMouseDownCapture={(event) => {
          press.current = event.clientX;
        }}
        onClickCapture={showOnClick}
      >
        {drawn && <SmallPlot {...props} {...drawn} height={plotHeight} />}
      </div>
    </section>
  );
});
SmallMultiple.displayName = 'SmallMultiple';

const SmallPlot = memo((props: SmallMultipleProps) => {
  const { series, from, to, provisional, display, tooltip, timeZone, width, height, timeAxis, valueAxis } = props;
  const { cursorKey, onZoom } = props;
  const theme = useTheme2();
  const lines = useMemo(() => makeDrawing([series], DRAWN_FULLY), [series]);
  const drawing = useMemo(() => withRange(lines, [from, to], provisional), [lines, from, to, provisional]);
  const [configs] = useState(() => new PlotConfigCache());
  const style = { theme, timeZone, display, withLane: false, small: { timeAxis, valueAxis } };
  const plugins = [cursorKey, tooltip.mode, tooltip.maxWidth].join();
  const config = configs.configFor(drawing, style, plugins);
  const keepPlot = usePlotData(drawing.data, width, height);

  return (
    <UPlotChart key={config.uid} config={config} data={drawing.data} width={width} height={height} plotRef={keepPlot}>
      {tooltip.mode === TooltipDisplayMode.None ? (
        <ZoomOnSelect config={config} onZoom={onZoom} />
      ) : (
        <TooltipPlugin2
          config={config}
          hoverMode={HOVER_ONE}
          queryZoom={onZoom}
          clientZoom
          syncMode={DashboardCursorSync.Crosshair}
          syncScope={cursorKey}
          maxWidth={tooltip.maxWidth}
          render={(plot, places, nearest, pinned, dismiss) => {
            const hovered = drawingOf(plot);
            return hovered ? (
              <ChartTooltip
                drawing={hovered}
                places={places}
                nearest={nearest}
                options={tooltip}
                display={display}
                timeZone={timeZone}
                pinned={pinned}
                dismiss={dismiss}
                links={[]}
              />
            ) : null;
          }}
        />
      )}
    </UPlotChart>
  );
});
SmallPlot.displayName = 'SmallPlot';

const getStyles = (theme: GrafanaTheme2) => ({
  cell: css({ overflow: 'hidden' }),
  header: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    width: '100%',
    height: HEADER_HEIGHT,
    padding: theme.spacing(0, 0.5),
    border: 0,
    borderRadius: theme.shape.radius.default,
    background: 'transparent',
    color: theme.colors.text.primary,
    fontSize: theme.typography.bodySmall.fontSize,
    textAlign: 'left',
    whiteSpace: 'nowrap',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: 'none', boxShadow: `inset 0 0 0 2px ${theme.colors.primary.main}` },
  }),
  still: css({ cursor: 'default' }),
  name: css({ flex: '0 1 auto', minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }),
  verdict: css({
    flex: '1 1 0',
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    color: theme.colors.text.secondary,
  }),
});
