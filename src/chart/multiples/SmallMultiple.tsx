import React, { type MouseEvent, memo, useMemo, useRef, useState } from 'react';
import { css } from '@emotion/css';
import { UPlotChart, useStyles2, useTheme2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { TIME_AXIS_HEIGHT } from '../lane/lanes';
import { severityName } from '../layers/severity';
import { summaryOf } from '../legend/seriesSummary';
import { PlotConfigCache } from '../plot/plotConfigCache';
import type { ChartSeries } from '../plot/plotModel';
import { usePlotData } from '../plot/usePlotData';
import { usePlotModel } from '../plot/usePlotModel';
import { SmallMultipleHeader } from './SmallMultipleHeader';
import { HEADER_HEIGHT } from './smallMultiplesPlan';
import { useTurn } from './smallMultiplesTurns';
import { type SmallPlotContext, SmallPlotLayers } from './SmallPlotLayers';

export interface SmallMultipleProps extends SmallPlotContext {
  readonly series: ChartSeries;
  /** The same measure in other periods. It is drawn in the same plot. */
  readonly compared: readonly ChartSeries[];
  /** Visible time range, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly provisional: boolean;
  /** Size of the plot without its header and time axis, CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly timeAxis: boolean;
  readonly valueAxis: boolean;
  /** Shows the series alone. Null if the panel's host does not support it. */
  readonly onShow: ((name: string) => void) | null;
}

/** A longer movement between mouse down and up is a drag, CSS pixels. */
const MIN_DRAG = 5;

/** A series in a plot of its own, under its name and worst severity. */
export const SmallMultiple = memo((props: SmallMultipleProps) => {
  const { series, compared, index, from, to, provisional, width, height, timeAxis, onShow } = props;
  const styles = useStyles2(getStyles);
  // Series, range and verdict take one turn together. Otherwise each refresh would draw every plot twice.
  const shown = useMemo(() => ({ series, compared, from, to, provisional }), [series, compared, from, to, provisional]);
  const drawn = useTurn(shown);
  const verdict = verdictText(series);
  const plotHeight = height + (timeAxis ? TIME_AXIS_HEIGHT : 0);
  const press = useRef<number | null>(null);
  // Runs before the click pins the tooltip. A click with Ctrl or Cmd selects a point.
  const showOnClick = (event: MouseEvent) => {
    const moved = Math.abs(event.clientX - (press.current ?? event.clientX));
    const isPlain = moved < MIN_DRAG && !event.ctrlKey && !event.metaKey;
    if (onShow && isPlain && (event.target as Element).classList.contains('u-over')) {
      event.stopPropagation();
      onShow(series.displayName ?? series.name);
    }
  };

  return (
    // A time axis may extend into the empty cell below. It does not make the row higher.
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

function verdictText(series: ChartSeries): string {
  if (series.detection === null) {
    return t('multiples.not-judged', 'not judged');
  }
  const { anomalies, worst } = summaryOf(series);
  return worst === null
    ? t('multiples.quiet', 'no anomalies')
    : t('multiples.found', '{{count}} anomalies, {{severity}}', {
        count: anomalies,
        severity: severityName(worst),
        defaultValue_one: '{{count}} anomaly, {{severity}}',
      });
}

const SmallPlot = memo((props: SmallMultipleProps) => {
  const { series, compared, from, to, provisional, width, height, timeAxis, valueAxis } = props;
  const { display, tooltip, timeZone, cursorKey } = props;
  const theme = useTheme2();
  const all = useMemo(() => [series, ...compared], [series, compared]);
  const model = usePlotModel(all, from, to, provisional);
  const [configs] = useState(() => new PlotConfigCache());
  const style = { theme, timeZone, display, withLane: false, small: { timeAxis, valueAxis } };
  const config = configs.configFor(model, style, [cursorKey, tooltip.mode, tooltip.maxWidth].join());
  const keepPlot = usePlotData(model.data, width, height);
  return (
    <UPlotChart key={config.uid} config={config} data={model.data} width={width} height={height} plotRef={keepPlot}>
      <SmallPlotLayers {...props} config={config} />
    </UPlotChart>
  );
});
SmallPlot.displayName = 'SmallPlot';

const getStyles = () => ({ cell: css({ minWidth: 0 }) });
