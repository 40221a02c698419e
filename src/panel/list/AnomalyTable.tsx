import React, { type KeyboardEvent, useLayoutEffect, useMemo, useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Icon, useStyles2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import type { Anomaly, SortKey, SortOrder } from './anomalies';
import { AnomalyRow } from './AnomalyRow';
import type { RowAction } from './RowMenu';
import { rowOf } from './useListFocus';
import { useRowWindow } from './useRowWindow';

interface AnomalyTableProps {
  /** In display order. */
  readonly anomalies: readonly Anomaly[];
  readonly order: SortOrder;
  readonly onSort: (by: SortKey) => void;
  readonly timeZone: TimeZone;
  readonly height: number;
  /** Two lines per row instead of columns. */
  readonly compact: boolean;
  readonly actions: readonly RowAction[];
  readonly onInspect: (anomaly: Anomaly) => void;
  readonly onZoom: (anomaly: Anomaly) => void;
  /** Goes back to the range before the last jump; null if there is none. */
  readonly onBack: (() => void) | null;
  /** The focus follows this anomaly if it is in the list when rows change. Otherwise only the tab stop does. */
  readonly followed: Anomaly | null;
  /** The user moved to another row. */
  readonly onRelease: () => void;
  readonly isFocusHeld: () => boolean;
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

/** One row per anomaly. Arrow keys, Home and End move, Enter explains, Space zooms, Escape goes back. */
export function AnomalyTable(props: AnomalyTableProps) {
  const { anomalies, order, onSort, height, compact, onInspect, onZoom, onBack, onPoint } = props;
  const { followed, onRelease, isFocusHeld } = props;
  const styles = useStyles2(getStyles);
  const rowHeight = compact ? COMPACT_ROW_HEIGHT : ROW_HEIGHT;
  const keys = useMemo(() => anomalies.map(({ key }) => key), [anomalies]);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRowWindow(scroller, keys, height, rowHeight, compact ? 0 : HEAD_HEIGHT);

  const goOn = (row: number) => {
    onRelease();
    rows.goTo(row);
  };
  useLayoutEffect(() => {
    const row = followed ? rowOf(followed, anomalies) : -1;
    if (row >= 0 && !isFocusHeld()) {
      rows.setActive(row);
    } else if (row >= 0 && isFree(row)) {
      rows.goTo(row);
    }
    // Run only when rows change: the effect must not undo scrolling.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [followed, anomalies]);

  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: number) => {
    // React bubbles keys from the row's menu, which is in a portal.
    if (!event.currentTarget.contains(event.target as Node)) {
      return;
    }
    // Buttons in the row handle Enter and Space themselves.
    const isOfRow = event.target === event.currentTarget;
    const act = keyAction(event.key, isOfRow, {
      move: (by) => goOn(row + by),
      first: () => goOn(0),
      last: () => goOn(anomalies.length - 1),
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
    <div ref={scroller} className={styles.scroll} style={{ height }} onScroll={rows.onScroll} onMouseDown={onRelease}>
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
              <AnomalyRow
                key={anomaly.key}
                {...props}
                anomaly={anomaly}
                columnCount={columns().length}
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

/** Whether the focus may move to a row: from the body or from another row, but not from a button. */
function isFree(row: number): boolean {
  const { activeElement } = document;
  const at = activeElement?.getAttribute('data-row') ?? null;
  return activeElement === document.body || (at !== null && at !== String(row));
}

interface KeyActions {
  readonly move: (by: number) => void;
  readonly first: () => void;
  readonly last: () => void;
  readonly inspect: () => void;
  readonly zoom: () => void;
  readonly back: (() => void) | null;
}

/** Returns the action of a key; null if the list does not handle it. */
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

/** Takes the space of rows that are not rendered. */
function Spacer({ height }: { readonly height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height }} /> : null;
}

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
  /** Visible to screen readers only. */
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
  numeric: css({ '&&': { textAlign: 'right' }, '& > button': { flexDirection: 'row-reverse' } }),
  actions: css({ '&&': { width: 1, paddingRight: theme.spacing(0.5) } }),
});
