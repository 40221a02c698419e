import React, { useContext } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { SeriesIcon, useStyles2, useTheme2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { SeverityIcon } from '../layers/SeverityIcon';
import { summaryOf } from '../legend/seriesSummary';
import { seriesColor } from '../plot/fieldStyle';
import type { ChartSeries } from '../plot/plotModel';
import { HEADER_HEIGHT } from './smallMultiplesPlan';
import { SmallActions } from './smallPlotActions';

interface SmallMultipleHeaderProps {
  readonly series: ChartSeries;
  readonly index: number;
  /** The verdict in words. */
  readonly verdict: string;
  /** Shows the series alone. Null if the panel's host does not support it. */
  readonly onShow: ((name: string) => void) | null;
}

/** Name and verdict above a small plot. The name shows the series alone; the verdict explains its severest anomaly. */
export function SmallMultipleHeader({ series, index, verdict, onShow }: SmallMultipleHeaderProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { onAsk } = useContext(SmallActions);
  const { worst, assessments } = summaryOf(series);
  const severest = series.detection?.sequences[assessments.findIndex(({ severity }) => severity === worst)];
  const verdictLabel = (
    <>
      {worst !== null && <SeverityIcon severity={worst} size={10} />}
      <span className={styles.verdict}>{verdict}</span>
    </>
  );
  return (
    <div className={styles.header}>
      <button
        type="button"
        className={cx(styles.part, onShow === null && styles.still)}
        onClick={() => onShow?.(series.displayName ?? series.name)}
        title={onShow ? t('multiples.show', '{{name}}: show only this series', { name: series.name }) : series.name}
      >
        <SeriesIcon color={seriesColor(series.field, theme)} />
        <span className={styles.name}>{series.name}</span>
        {!severest && verdictLabel}
      </button>
      {severest && (
        <button
          type="button"
          className={cx(styles.part, styles.rest, !onAsk && styles.still)}
          onClick={() => onAsk?.({ series: index, from: severest.from, to: severest.to })}
          title={onAsk && t('inspector.why', 'Why?')}
        >
          {verdictLabel}
        </button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({ display: 'flex', width: '100%', height: HEADER_HEIGHT, fontSize: theme.typography.bodySmall.fontSize }),
  part: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    flex: '0 1 auto',
    minWidth: 0,
    padding: theme.spacing(0, 0.5),
    border: 0,
    borderRadius: theme.shape.radius.default,
    background: 'transparent',
    color: theme.colors.text.primary,
    textAlign: 'left',
    whiteSpace: 'nowrap',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: 'none', boxShadow: `inset 0 0 0 2px ${theme.colors.primary.main}` },
    // A name without a verdict button uses the whole width.
    '&:only-child': { flex: '1 1 auto' },
  }),
  rest: css({ flex: '1 1 0' }),
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
