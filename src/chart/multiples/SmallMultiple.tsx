import React, { type MouseEvent, memo, useMemo, useRef, useState } from 'react';
import { css } from '@emotion/css';
import { UPlotChart, useStyles2, useTheme2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { type ChartSeries, makePlotModel, withRange } from '../plot/plotModel';
import { TIME_AXIS_HEIGHT } from '../lane/lanes';
import { PlotConfigCache } from '../plot/plotConfigCache';
import { severityName } from '../layers/severity';
import { summaryOf } from '../legend/seriesSummary';
import { SmallMultipleHeader } from './SmallMultipleHeader';
import { HEADER_HEIGHT } from './smallMultiplesPlan';
import { useTurn } from './smallMultiplesTurns';
import { type SmallPlotContext, SmallPlotLayers } from './SmallPlotLayers';
import { usePlotData } from '../plot/usePlotData';

export interface SmallMultipleProps extends SmallPlotContext {
  readonly series: ChartSeries;
  /** Shown time range, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly provisional: boolean;
  /** Of the plot without the header, CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly timeAxis: boolean;
  readonly valueAxis: boolean;
  /** Shows the series alone; null where that is not offered. */
  readonly onShow: ((name: string) => void) | null;
}

/** A mouse that moved further between down and up has dragged, CSS pixels. */
const MIN_DRAG = 5;
const DRAWN_FULLY = { range: [0, 1] as const, provisional: false };

/** A series in a plot of its own, under its name and worst severity. */
export const SmallMultiple = memo((props: SmallMultipleProps) => {
  const { series, index, width, height, timeAxis, onShow } = props;
  const styles = useStyles2(getStyles);
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
  // Before the tooltip hears of the click, which would pin it. With Ctrl or Cmd it speaks about a point.
  const showOnClick = (event: MouseEvent) => {
    const moved = Math.abs(event.clientX - (press.current ?? event.clientX));
    const isPlain = moved < MIN_DRAG && !event.ctrlKey && !event.metaKey;
    if (onShow && isPlain && (event.target as Element).classList.contains('u-over')) {
      event.stopPropagation();
      onShow(series.name);
    }
  };

  return (
    // A time axis under plots whose column ends early reaches into the room below, and makes no row higher than the plan.
    <section
      className={styles.cell}
      style={{ width, height: HEADER_HEIGHT + height }}
      aria-label={`${series.name}: ${verdict}`}
    >
      <SmallMultipleHeader series={series} index={index} verdict={verdict} onShow={onShow} />
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
  const { series, from, to, provisional, width, height, timeAxis, valueAxis, ...shared } = props;
  const { index, display, tooltip, timeZone, cursorKey, onZoom } = shared;
  const theme = useTheme2();
  const lines = useMemo(() => makePlotModel([series], DRAWN_FULLY), [series]);
  const model = useMemo(() => withRange(lines, [from, to], provisional), [lines, from, to, provisional]);
  const [configs] = useState(() => new PlotConfigCache());
  const style = { theme, timeZone, display, withLane: false, small: { timeAxis, valueAxis } };
  const plugins = [cursorKey, tooltip.mode, tooltip.maxWidth].join();
  const config = configs.configFor(model, style, plugins);
  const keepPlot = usePlotData(model.data, width, height);

  return (
    <UPlotChart key={config.uid} config={config} data={model.data} width={width} height={height} plotRef={keepPlot}>
      <SmallPlotLayers
        config={config}
        index={index}
        cursorKey={cursorKey}
        display={display}
        tooltip={tooltip}
        timeZone={timeZone}
        onZoom={onZoom}
      />
    </UPlotChart>
  );
});
SmallPlot.displayName = 'SmallPlot';

const getStyles = () => ({ cell: css({ minWidth: 0 }) });
