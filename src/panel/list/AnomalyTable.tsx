import React, { type KeyboardEvent, useMemo, useRef } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Icon, IconButton, SeriesIcon, useStyles2, useTheme2 } from '@grafana/ui';
import { seriesColor } from '../../chart/fieldStyle';
import { SeverityIcon } from '../../chart/SeverityIcon';
import { t } from '../../i18n';
import type { Anomaly, SortKey, SortOrder } from './anomalies';
import { type AnomalyTexts, rowLabel, textsOf } from './anomalyTexts';
import { RowMenu, type RowAction } from './RowMenu';
import { useRowWindow } from './useRowWindow';

interface AnomalyTableProps {
  /** In the order in which they are shown. */
  readonly anomalies: readonly Anomaly[];
  readonly order: SortOrder;
  readonly onSort: (by: SortKey) => void;
  readonly timeZone: TimeZone;
  readonly height: number;
  /** Two lines a row and no columns, where the list is narrow. */
  readonly compact: boolean;
  readonly actions: readonly RowAction[];
  readonly onInspect: (anomaly: Anomaly) => void;
  readonly onZoom: (anomaly: Anomaly) => void;
  /** Leads back to where a jump came from; null where there is nothing to go back to. */
  readonly onBack: (() => void) | null;
  /** The row under the pointer or with the focus; null for none. */
  readonly onPoint?: (anomaly: Anomaly | null) => void;
}

const ROW_HEIGHT = 28;
const COMPACT_ROW_HEIGHT = 44;
const HEAD_HEIGHT = 26;
const PAGE = 10;

const columns = (): ReadonlyArray<{ key: SortKey; label: string; numeric: boolean }> => [
  { key: 'severity', label: t('list.column-severity', 'Severity'), numeric: false },
  { key: 'series', label: t('list.column-series', 'Series'), numeric: false },
  { key: 'start', label: t('list.column-start', 'Start'), numeric: false },
  { key: 'duration', label: t('list.column-duration', 'Duration'), numeric: true },
  { key: 'actual', label: t('list.column-actual', 'Peak value'), numeric: true },
  { key: 'expected', label: t('list.column-expected', 'Expected'), numeric: true },
  { key: 'deviation', label: t('list.column-deviation', 'Deviation'), numeric: true },
];

/** One row an anomaly; arrows, Home and End move, Enter explains, the space bar zooms, Escape goes back. */
export function AnomalyTable(props: AnomalyTableProps) {
  const { anomalies, order, onSort, height, compact, onInspect, onZoom, onBack, onPoint } = props;
  const styles = useStyles2(getStyles);
  const rowHeight = compact ? COMPACT_ROW_HEIGHT : ROW_HEIGHT;
  const keys = useMemo(() => anomalies.map(({ key }) => key), [anomalies]);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRowWindow(scroller, keys, height, rowHeight, compact ? 0 : HEAD_HEIGHT);

  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: number) => {
    // Buttons within the row answer for themselves.
    const isOfRow = event.target === event.currentTarget;
    const act = keyAction(event.key, isOfRow, {
      move: (by) => rows.goTo(row + by),
      first: () => rows.goTo(0),
      last: () => rows.goTo(anomalies.length - 1),
      inspect: () => onInspect(anomalies[row]),
      zoom: () => onZoom(anomalies[row]),
      back: onBack,
    });
    if (act) {
      event.preventDefault();
      event.stopPropagation();
      act();
    }
  };

  return (
    <div ref={scroller} className={styles.scroll} style={{ height }} onScroll={rows.onScroll}>
      <table
        role="grid"
        aria-label={t('list.label', 'Anomalies')}
        aria-rowcount={anomalies.length + 1}
        className={styles.table}
        onMouseLeave={() => onPoint?.(null)}
        onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && onPoint?.(null)}
      >
        <thead className={compact ? styles.unseen : styles.head}>
          <tr aria-rowindex={1}>
            {columns().map(({ key, label, numeric }) => (
              <th
                key={key}
                scope="col"
                className={numeric ? styles.numeric : undefined}
                aria-sort={order.by === key ? (order.descending ? 'descending' : 'ascending') : undefined}
              >
                <button type="button" className={styles.sort} tabIndex={compact ? -1 : 0} onClick={() => onSort(key)}>
                  {label}
                  {order.by === key && <Icon name={order.descending ? 'arrow-down' : 'arrow-up'} size="xs" />}
                </button>
              </th>
            ))}
            <th scope="col" className={styles.actions}>
              <span className={styles.unseen}>{t('list.column-actions', 'Actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <Spacer height={rows.first * rowHeight} />
          {anomalies.slice(rows.first, rows.behind).map((anomaly, index) => {
            const row = rows.first + index;
            return (
              <Row
                key={anomaly.key}
                {...props}
                anomaly={anomaly}
                row={row}
                isTabStop={row === rows.tabStop}
                rowHeight={rowHeight}
                onKeyDown={(event) => onKeyDown(event, row)}
                onFocus={() => {
                  rows.setActive(row);
                  onPoint?.(anomaly);
                }}
              />
            );
          })}
          <Spacer height={(anomalies.length - rows.behind) * rowHeight} />
        </tbody>
      </table>
    </div>
  );
}

interface KeyActions {
  readonly move: (by: number) => void;
  readonly first: () => void;
  readonly last: () => void;
  readonly inspect: () => void;
  readonly zoom: () => void;
  readonly back: (() => void) | null;
}

/** What a key does; null where it is left to others. */
function keyAction(key: string, isOfRow: boolean, actions: KeyActions): (() => void) | null {
  switch (key) {
    case 'ArrowDown':
      return () => actions.move(1);
    case 'ArrowUp':
      return () => actions.move(-1);
    case 'PageDown':
      return () => actions.move(PAGE);
    case 'PageUp':
      return () => actions.move(-PAGE);
    case 'Home':
      return actions.first;
    case 'End':
      return actions.last;
    case 'Escape':
      return actions.back;
    case 'Enter':
      return isOfRow ? actions.inspect : null;
    case ' ':
      return isOfRow ? actions.zoom : null;
    default:
      return null;
  }
}

interface RowProps extends AnomalyTableProps {
  readonly anomaly: Anomaly;
  readonly row: number;
  readonly isTabStop: boolean;
  readonly rowHeight: number;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => void;
  readonly onFocus: () => void;
}

function Row(props: RowProps) {
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
      <Cells anomaly={anomaly} texts={texts} color={seriesColor(anomaly.field, theme)} />
      {/* A click on a button is none on the row. */}
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

function CompactCell({ anomaly, texts, color }: CellsProps) {
  const styles = useStyles2(getStyles);
  return (
    <td role="gridcell" colSpan={columns().length} className={styles.compact}>
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
    <span
      className={styles.severity}
      title={t('list.ratio', 'The error is {{ratio}} times its threshold', { ratio: texts.ratio })}
    >
      <SeverityIcon severity={anomaly.assessment.severity} /> {texts.severity}
    </span>
  );
}

/** Stands for rows that are not drawn. */
function Spacer({ height }: { readonly height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height }} /> : null;
}

const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflow: 'auto' }),
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    'td, th': { padding: theme.spacing(0, 1), whiteSpace: 'nowrap' },
  }),
  head: css({
    position: 'sticky',
    top: 0,
    zIndex: 1,
    height: HEAD_HEIGHT,
    background: theme.colors.background.primary,
    boxShadow: `inset 0 -1px ${theme.colors.border.weak}`,
    th: { fontSize: 'inherit', fontWeight: theme.typography.fontWeightMedium, textAlign: 'left' },
  }),
  /** For screen readers alone. */
  unseen: css({
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  }),
  sort: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: 0,
    border: 0,
    background: 'transparent',
    color: theme.colors.text.secondary,
    fontSize: 'inherit',
    fontWeight: 'inherit',
    '&:hover': { color: theme.colors.text.primary },
  }),
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
  numeric: css({ '&&': { textAlign: 'right' }, '& > button': { flexDirection: 'row-reverse' } }),
  severity: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75) }),
  compact: css({ maxWidth: 0, width: '100%' }),
  line: css({ display: 'flex', gap: theme.spacing(1), '& > :nth-child(2)': { flex: 1, maxWidth: 'none', width: 0 } }),
  second: css({ color: theme.colors.text.secondary }),
  actions: css({ '&&': { width: 1, paddingRight: theme.spacing(0.5) } }),
  // So far apart that each has a circle of 24 pixels to itself (WCAG 2.2, target size).
  buttons: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1.25) }),
});
