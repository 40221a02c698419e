import React, { type KeyboardEvent, useMemo } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { IconButton, SeriesIcon, useStyles2, useTheme2 } from '@grafana/ui';
import { seriesColor } from '../../chart/plot/fieldStyle';
import { SeverityIcon } from '../../chart/layers/SeverityIcon';
import { t } from '../../shared/i18n';
import type { Anomaly } from './anomalies';
import { type AnomalyTexts, ratioLabel, rowLabel, textsOf } from './anomalyTexts';
import { RowMenu, type RowAction } from './RowMenu';

interface AnomalyRowProps {
  readonly anomaly: Anomaly;
  readonly row: number;
  readonly isTabStop: boolean;
  /** CSS pixels. */
  readonly rowHeight: number;
  /** Two lines instead of columns. */
  readonly compact: boolean;
  readonly columnCount: number;
  readonly timeZone: TimeZone;
  readonly actions: readonly RowAction[];
  readonly onInspect: (anomaly: Anomaly) => void;
  readonly onZoom: (anomaly: Anomaly) => void;
  readonly onPoint?: (anomaly: Anomaly) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => void;
  readonly onFocus: () => void;
}

/** Shows one anomaly and its actions. */
export function AnomalyRow(props: AnomalyRowProps) {
  const { anomaly, row, isTabStop, rowHeight, compact, timeZone, actions, onInspect, onZoom, onPoint } = props;
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const texts = useMemo(() => textsOf(anomaly, theme, timeZone), [anomaly, theme, timeZone]);
  const Cells = compact ? CompactCell : WideCells;
  return (
    <tr
      data-row={row}
      aria-rowindex={row + 2}
      aria-label={rowLabel(anomaly.name, texts)}
      tabIndex={isTabStop ? 0 : -1}
      className={styles.row}
      style={{ height: rowHeight }}
      onKeyDown={props.onKeyDown}
      onFocus={props.onFocus}
      onMouseEnter={() => onPoint?.(anomaly)}
      onClick={() => onInspect(anomaly)}
    >
      <Cells
        anomaly={anomaly}
        texts={texts}
        color={seriesColor(anomaly.field, theme)}
        columnCount={props.columnCount}
      />
      {/* Keep clicks on buttons from reaching the row. */}
      <td role="gridcell" className={styles.actions} onClick={(event) => event.stopPropagation()}>
        <div className={styles.buttons}>
          <IconButton
            name="search-plus"
            size="sm"
            tabIndex={isTabStop ? 0 : -1}
            tooltip={t('list.zoom', 'Zoom to this anomaly')}
            onClick={() => onZoom(anomaly)}
          />
          <RowMenu anomaly={anomaly} actions={actions} tabIndex={isTabStop ? 0 : -1} />
        </div>
      </td>
    </tr>
  );
}

interface CellsProps {
  readonly anomaly: Anomaly;
  readonly texts: AnomalyTexts;
  readonly color: string;
  readonly columnCount: number;
}

function WideCells({ anomaly, texts, color }: CellsProps) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <td role="gridcell">
        <Severity anomaly={anomaly} texts={texts} />
      </td>
      <td role="gridcell" className={styles.series} title={anomaly.name}>
        <SeriesIcon color={color} /> {anomaly.name}
      </td>
      <td role="gridcell">{texts.start}</td>
      {[texts.duration, texts.actual, texts.expected, texts.deviation].map((text, index) => (
        <td key={index} role="gridcell" className={styles.numeric}>
          {text}
        </td>
      ))}
    </>
  );
}

function CompactCell({ anomaly, texts, color, columnCount }: CellsProps) {
  const styles = useStyles2(getStyles);
  return (
    <td role="gridcell" colSpan={columnCount} className={styles.compact}>
      <div className={styles.line}>
        <Severity anomaly={anomaly} texts={texts} />
        <span className={styles.series} title={anomaly.name}>
          <SeriesIcon color={color} /> {anomaly.name}
        </span>
        <span>{texts.duration}</span>
      </div>
      <div className={cx(styles.line, styles.second)}>
        <span>{texts.start}</span>
        <span className={styles.series}>
          {t('list.instead-of', '{{actual}} instead of {{expected}}', {
            actual: texts.actual,
            expected: texts.expected,
          })}
        </span>
      </div>
    </td>
  );
}

function Severity({ anomaly, texts }: Pick<CellsProps, 'anomaly' | 'texts'>) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.severity} title={ratioLabel(texts)}>
      <SeverityIcon severity={anomaly.assessment.severity} /> {texts.severity}
    </span>
  );
}

const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': {
      background: theme.colors.action.focus,
      outline: `2px solid ${theme.colors.primary.main}`,
      outlineOffset: -2,
    },
  }),
  series: css({ ...cut, maxWidth: 0, width: '50%', '& > div': { marginRight: theme.spacing(0.5) } }),
  numeric: css({ '&&': { textAlign: 'right' } }),
  severity: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75) }),
  compact: css({ maxWidth: 0, width: '100%' }),
  line: css({ display: 'flex', gap: theme.spacing(1), '& > :nth-child(2)': { flex: 1, maxWidth: 'none', width: 0 } }),
  second: css({ color: theme.colors.text.secondary }),
  actions: css({ '&&': { width: 1, paddingRight: theme.spacing(0.5) } }),
  // Keeps a target of 24 pixels around each button (WCAG 2.2, target size).
  buttons: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1.25) }),
});
