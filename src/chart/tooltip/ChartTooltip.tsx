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
import type { ChartActions } from '../plot/actions';
import { type PlotModel, isVisible } from '../plot/plotModel';
import { displayDifference, valuesApart, reconstructionColor, seriesColor, thresholdColor } from '../plot/fieldStyle';
import type { DisplayOptions } from '../plot/display';
import { type PointReadout, pointReadout, verdict } from './pointReadout';
import { SeverityIcon } from '../layers/SeverityIcon';

export interface ChartTooltipProps {
  readonly model: PlotModel;
  /** For each line of the plot, and time first, the place under the cursor. */
  readonly places: ReadonlyArray<number | null>;
  /** uPlot's index of the nearest line. */
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

/** One time, one series in full; in the mode for all series the others by their value. */
export function ChartTooltip(props: ChartTooltipProps) {
  const { model, places, nearest, options, timeZone, pinned, dismiss, renderPinned, links } = props;
  const styles = useStyles2(getStyles);
  const focused = nearest === null ? null : (model.lines[nearest - 1]?.series ?? null);
  const readouts = hoveredReadouts(model, places);
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
  const buttons = pinned && inFull && dismiss ? renderPinned?.(inFull, dismiss) : null;

  return (
    <div className={styles.wrapper} data-testid="residual-tooltip">
      <div className={styles.header}>
        {dateTimeFormat(hoveredTime(model, places) ?? time, { timeZone, format: systemDateFormats.fullDateMS })}
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

interface SeriesRowsProps extends ChartTooltipProps {
  readonly readout: PointReadout;
  readonly full: boolean;
}

function SeriesRows({ readout, full, display, timeZone, notesOn }: SeriesRowsProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const { field, name } = readout.series;
  const differ = displayDifference(field, theme, timeZone);
  const isJudged = full && readout.certainty !== null;
  const shown = isJudged ? [readout.value, readout.reconstruction] : [readout.value];
  const [value, reconstruction] = valuesApart(field, shown, theme, timeZone);
  const difference = (number: number | null) => (number === null ? '–' : formattedValueToString(differ(number)));
  const said = verdict(readout);

  return (
    <>
      <div className={styles.row}>
        <span className={styles.label}>
          <SeriesIcon color={seriesColor(field, theme)} />
          <span className={full ? styles.active : undefined}>{name}</span>
        </span>
        <span className={styles.value}>
          {readout.assessment && !full && <SeverityIcon severity={readout.assessment.severity} title={said} />}
          <span className={full ? styles.active : undefined}>
            {readout.value === null && !field.config.noValue ? '–' : value}
          </span>
        </span>
      </div>
      {isJudged && (
        <>
          <div className={styles.row}>
            <span className={styles.detail}>
              <SeriesIcon
                color={reconstructionColor(seriesColor(field, theme), display, theme)}
                lineStyle={{ fill: 'dash', dash: [3, 3] }}
              />
              {t('chart.reconstruction', 'Reconstruction')}
            </span>
            <span className={styles.value}>{readout.reconstruction === null ? '–' : reconstruction}</span>
          </div>
          <div className={styles.row}>
            <span className={styles.detail}>
              <SeriesIcon color={theme.colors.text.primary} />
              {t('chart.smoothed-error', 'Smoothed error')}
            </span>
            <span className={styles.value}>{difference(readout.smoothedError)}</span>
          </div>
          <div className={styles.row}>
            <span className={styles.detail}>
              <SeriesIcon color={thresholdColor(theme)} lineStyle={{ fill: 'dash', dash: [3, 3] }} />
              {t('chart.threshold', 'Threshold')}
            </span>
            <span className={styles.value}>{difference(readout.threshold)}</span>
          </div>
        </>
      )}
      {full && said !== '' && (
        <div className={styles.verdict}>
          {readout.assessment ? (
            <SeverityIcon severity={readout.assessment.severity} size={14} />
          ) : (
            <Icon name="info-circle" size="sm" />
          )}
          <span className={readout.sequence ? styles.active : undefined}>{said}</span>
        </div>
      )}
      {full &&
        notesOn?.(readout).map(({ icon, text }, index) => (
          <div key={index} className={styles.verdict}>
            <Icon name={icon} size="sm" />
            <span>{text}</span>
          </div>
        ))}
    </>
  );
}

function hoveredTime(model: PlotModel, places: ReadonlyArray<number | null>): number | null {
  const place = places.find((one) => one !== null);
  return place == null ? null : (model.data[0][place] ?? null);
}

/** Each visible series once, at the place of its value line. */
function hoveredReadouts(model: PlotModel, places: ReadonlyArray<number | null>): PointReadout[] {
  return model.lines.flatMap(({ role, series }, line) => {
    const place = places[line + 1];
    const one = model.series[series];
    if (role !== 'value' || place == null || !isVisible(one) || one.field.config.custom?.hideFrom?.tooltip) {
      return [];
    }
    const readout = pointReadout(model, series, place);
    return readout ? [readout] : [];
  });
}

function sortReadouts(readouts: PointReadout[], sort: SortOrder): PointReadout[] {
  if (sort === SortOrder.None) {
    return readouts;
  }
  const sign = sort === SortOrder.Ascending ? 1 : -1;
  // A missing value sorts last either way.
  const rank = ({ value }: PointReadout) => (value === null ? Infinity : sign * value);
  return [...readouts].sort((a, b) => rank(a) - rank(b));
}

const labelStyle = (theme: GrafanaTheme2) => ({
  display: 'flex',
  alignItems: 'center',
  gap: theme.spacing(1),
  color: theme.colors.text.secondary,
  // Some versions of Grafana's icon bring a margin of their own.
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
    // Korean breaks within words otherwise.
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
