import React from 'react';
import { css } from '@emotion/css';
import {
  type GrafanaTheme2,
  type LinkModel,
  dateTimeFormat,
  formattedValueToString,
  systemDateFormats,
} from '@grafana/data';
import { SortOrder, TooltipDisplayMode, type VizTooltipOptions, type TimeZone } from '@grafana/schema';
import { DataLinkButton, Icon, SeriesIcon, useStyles2, useTheme2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { SeverityIcon } from '../layers/SeverityIcon';
import type { ChartActions } from '../plot/actions';
import type { DisplayOptions } from '../plot/display';
import {
  displayDifference,
  fainter,
  reconstructionColor,
  seriesColor,
  thresholdColor,
  valuesApart,
} from '../plot/fieldStyle';
import { type PlotModel, isJudged, isVisible } from '../plot/plotModel';
import { type PointReadout, pointReadout, verdict } from './pointReadout';

export interface ChartTooltipProps {
  readonly model: PlotModel;
  /** uPlot's data index under the cursor, for time and then each line. */
  readonly dataIdxs: ReadonlyArray<number | null>;
  /** uPlot's series index of the nearest line. */
  readonly nearest: number | null;
  readonly options: VizTooltipOptions;
  readonly display: DisplayOptions;
  readonly timeZone: TimeZone;
  readonly pinned: boolean;
  readonly dismiss?: () => void;
  readonly renderPinned?: ChartActions['renderPinned'];
  readonly notesOn?: ChartActions['notesOn'];
  readonly links: LinkModel[];
}

const NO_VALUE = '–';

/** One series in full at one time. In mode `Multi` it also lists the values of the other series. */
export function ChartTooltip(props: ChartTooltipProps) {
  const { model, dataIdxs, nearest, options, timeZone, pinned, dismiss, renderPinned, links } = props;
  const styles = useStyles2(getStyles);
  const focused = nearest === null ? null : (model.lines[nearest - 1]?.series ?? null);
  const readouts = hoveredReadouts(model, dataIdxs);
  const shown =
    options.mode === TooltipDisplayMode.Multi
      ? sortReadouts(options.hideZeros ? readouts.filter(({ value }) => value !== 0) : readouts, options.sort)
      : readouts.filter(({ index }) => index === focused).slice(0, 1);
  const first = shown[0];
  if (!first) {
    return null;
  }
  const time = (shown.find(({ index }) => index === focused) ?? first).series.series.times[first.row];
  const full = shown.length === 1 ? first.index : focused;
  const inFull = shown.find(({ index }) => index === full);
  const buttons = pinned && inFull && isJudged(inFull.series) && dismiss ? renderPinned?.(inFull, dismiss) : null;

  return (
    <div className={styles.wrapper} data-testid="residual-tooltip">
      <div className={styles.header}>
        {dateTimeFormat(hoveredTime(model, dataIdxs) ?? time, { timeZone, format: systemDateFormats.fullDateMS })}
      </div>
      <div className={styles.content} style={{ maxHeight: options.maxHeight, overflowY: pinned ? 'auto' : undefined }}>
        {shown.map((readout) => (
          <SeriesRows key={readout.index} readout={readout} full={readout.index === full} {...props} />
        ))}
      </div>
      {((pinned && links.length > 0) || buttons) && (
        <div className={styles.footer}>
          {buttons}
          {links.map((link, index) => (
            <DataLinkButton key={index} link={link} buttonProps={{ size: 'sm', fill: 'text' }} />
          ))}
        </div>
      )}
    </div>
  );
}

interface SeriesRowsProps extends Pick<ChartTooltipProps, 'display' | 'timeZone' | 'notesOn'> {
  readonly readout: PointReadout;
  readonly full: boolean;
}

function SeriesRows({ readout, full, display, timeZone, notesOn }: SeriesRowsProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const { field, name, series, comparison } = readout.series;
  const hasVerdict = full && readout.certainty !== null;
  const compared = hasVerdict ? [readout.value, readout.reconstruction] : [readout.value];
  const [value, reconstruction] = valuesApart(field, compared, theme, timeZone);
  const format = displayDifference(field, theme, timeZone);
  const difference = (number: number | null) => (number === null ? NO_VALUE : formattedValueToString(format(number)));
  const text = verdict(readout);

  return (
    <>
      <div className={styles.row}>
        <span className={styles.label}>
          <SeriesIcon color={seriesColor(field, theme)} />
          <span className={full ? styles.active : undefined}>{name}</span>
        </span>
        <span className={styles.value}>
          {readout.assessment && !full && <SeverityIcon severity={readout.assessment.severity} title={text} />}
          <span className={full ? styles.active : undefined}>
            {readout.value === null && !field.config.noValue ? NO_VALUE : value}
          </span>
        </span>
      </div>
      {full && comparison && (
        <div className={styles.row}>
          <span className={styles.detail}>
            {t('comparison.time', 'Measured at {{time}}', {
              time: dateTimeFormat(series.times[readout.row] - comparison.shiftMs, { timeZone }),
            })}
          </span>
        </div>
      )}
      {hasVerdict && (
        <>
          <DetailRow
            color={reconstructionColor(seriesColor(field, theme), display, theme)}
            isDashed
            label={t('chart.reconstruction', 'Reconstruction')}
            value={readout.reconstruction === null ? NO_VALUE : reconstruction}
          />
          {readout.score !== null && (
            <DetailRow
              color={theme.colors.text.primary}
              label={t('chart.score', 'Score')}
              value={difference(readout.score)}
            />
          )}
          <DetailRow
            color={readout.score === null ? theme.colors.text.primary : fainter(theme.colors.text.primary)}
            label={t('chart.smoothed-error', 'Smoothed error')}
            value={difference(readout.smoothedError)}
          />
          <DetailRow
            color={thresholdColor(theme)}
            isDashed
            label={t('chart.threshold', 'Threshold')}
            value={difference(readout.threshold)}
          />
        </>
      )}
      {full && text !== '' && (
        <div className={styles.verdict}>
          {readout.assessment ? (
            <SeverityIcon severity={readout.assessment.severity} size={14} />
          ) : (
            <Icon name="info-circle" size="sm" />
          )}
          <span className={readout.sequence ? styles.active : undefined}>{text}</span>
        </div>
      )}
      {full &&
        !comparison &&
        notesOn?.(readout).map((note, index) => (
          <div key={index} className={styles.verdict}>
            <Icon name={note.icon} size="sm" />
            <span>{note.text}</span>
          </div>
        ))}
    </>
  );
}

interface DetailRowProps {
  readonly color: string;
  readonly isDashed?: boolean;
  readonly label: string;
  readonly value: string;
}

function DetailRow({ color, isDashed, label, value }: DetailRowProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.row}>
      <span className={styles.detail}>
        <SeriesIcon color={color} lineStyle={isDashed ? { fill: 'dash', dash: [3, 3] } : undefined} />
        {label}
      </span>
      <span className={styles.value}>{value}</span>
    </div>
  );
}

function hoveredTime(model: PlotModel, dataIdxs: ReadonlyArray<number | null>): number | null {
  const dataIdx = dataIdxs.find((one) => one !== null);
  return dataIdx == null ? null : (model.data[0][dataIdx] ?? null);
}

/** One readout per visible series, at the data index of its value line. */
function hoveredReadouts(model: PlotModel, dataIdxs: ReadonlyArray<number | null>): PointReadout[] {
  return model.lines.flatMap(({ role, series }, line) => {
    const dataIdx = dataIdxs[line + 1];
    const one = model.series[series];
    if (role !== 'value' || dataIdx == null || !isVisible(one) || one.field.config.custom?.hideFrom?.tooltip) {
      return [];
    }
    const readout = pointReadout(model, series, dataIdx);
    return readout ? [readout] : [];
  });
}

function sortReadouts(readouts: PointReadout[], sort: SortOrder): PointReadout[] {
  if (sort === SortOrder.None) {
    return readouts;
  }
  const sign = sort === SortOrder.Ascending ? 1 : -1;
  // A missing value sorts last in either order.
  const rank = ({ value }: PointReadout) => (value === null ? Infinity : sign * value);
  return [...readouts].sort((a, b) => rank(a) - rank(b));
}

const labelStyle = (theme: GrafanaTheme2) => ({
  display: 'flex',
  alignItems: 'center',
  gap: theme.spacing(1),
  color: theme.colors.text.secondary,
  // Some versions of Grafana's icon have a margin.
  '& > div': { marginRight: 0 },
});

const getStyles = (theme: GrafanaTheme2) => ({
  wrapper: css({ display: 'flex', flexDirection: 'column', fontSize: theme.typography.bodySmall.fontSize }),
  header: css({
    padding: theme.spacing(1),
    lineHeight: 1,
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
    borderBottom: `1px solid ${theme.colors.border.medium}`,
  }),
  content: css({ display: 'flex', flexDirection: 'column', gap: 4, padding: theme.spacing(1) }),
  row: css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(3),
  }),
  label: css(labelStyle(theme)),
  detail: css({ ...labelStyle(theme), paddingLeft: theme.spacing(1.5) }),
  value: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    color: theme.colors.text.primary,
    fontVariantNumeric: 'tabular-nums',
  }),
  active: css({ color: theme.colors.text.maxContrast, fontWeight: theme.typography.fontWeightMedium }),
  verdict: css({
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5),
    maxWidth: 260,
    paddingLeft: theme.spacing(1.5),
    whiteSpace: 'normal',
    // Otherwise Korean breaks within words.
    wordBreak: 'keep-all',
    overflowWrap: 'anywhere',
    color: theme.colors.text.secondary,
  }),
  footer: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    borderTop: `1px solid ${theme.colors.border.medium}`,
  }),
});
