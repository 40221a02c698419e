import React, { type KeyboardEvent, useLayoutEffect, useMemo, useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Icon, useStyles2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { type Anomaly, type SortKey, type SortOrder, columnName } from './anomalies';
import { AnomalyRow, type RowHandlers } from './AnomalyRow';
import { type Jumps, rowOf } from './useListFocus';
import { type RowWindow, useRowWindow } from './useRowWindow';

interface AnomalyTableProps {
  /** In display order. */
  readonly anomalies: readonly Anomaly[];
  readonly order: SortOrder;
  readonly onSort: (by: SortKey) => void;
  readonly timeZone: TimeZone;
  readonly height: number;
  /** Two lines per row instead of columns. */
  readonly compact: boolean;
  readonly handlers: RowHandlers;
  readonly jumps: Jumps;
  /** Goes back to the range before the last jump; null if there is none. */
  readonly onBack: (() => void) | null;
  readonly isFocusHeld: () => boolean;
}

const ROW_HEIGHT = 28;
const COMPACT_ROW_HEIGHT = 44;
const HEAD_HEIGHT = 26;
const PAGE = 10;

const COLUMNS = ['severity', 'series', 'start', 'duration', 'actual', 'expected', 'deviation'] as const;
const NUMERIC: ReadonlySet<SortKey> = new Set<SortKey>(['duration', 'actual', 'expected', 'deviation']);

/** One row per anomaly. Arrow keys, Home and End move, Enter explains, Space zooms, Escape goes back. */
export function AnomalyTable(props: AnomalyTableProps) {
  const { anomalies, timeZone, height, compact, handlers, jumps } = props;
  const styles = useStyles2(getStyles);
  const rowHeight = compact ? COMPACT_ROW_HEIGHT : ROW_HEIGHT;
  const keys = useMemo(() => anomalies.map(({ key }) => key), [anomalies]);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRowWindow(scroller, keys, height, rowHeight, compact ? 0 : HEAD_HEIGHT);
  useFollow(props, rows);
  const { first, behind } = rows;
  return (
    <div
      ref={scroller}
      className={styles.scroll}
      style={{ height }}
      onScroll={rows.onScroll}
      onMouseDown={jumps.release}
    >
      <table
        role="grid"
        aria-label={t('list.label', 'Anomalies')}
        aria-rowcount={anomalies.length + 1}
        className={styles.table}
        onMouseLeave={() => handlers.point(null)}
        onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && handlers.point(null)}
      >
        <TableHead {...props} />
        <tbody>
          <Spacer height={first * rowHeight} />
          {anomalies.slice(first, behind).map((anomaly, index) => (
            <AnomalyRow
              key={anomaly.key}
              {...{ anomaly, handlers, rowHeight, compact, timeZone }}
              columnCount={COLUMNS.length}
              row={first + index}
              isTabStop={first + index === rows.tabStop}
              onKeyDown={(event) => onKeyDown(event, first + index, props, rows)}
              onFocus={() => {
                rows.setActive(first + index);
                handlers.point(anomaly);
              }}
            />
          ))}
          <Spacer height={(anomalies.length - behind) * rowHeight} />
        </tbody>
      </table>
    </div>
  );
}

function TableHead({ order, onSort, compact }: AnomalyTableProps) {
  const styles = useStyles2(getStyles);
  return (
    <thead className={compact ? styles.unseen : styles.head}>
      <tr aria-rowindex={1}>
        {COLUMNS.map((key) => (
          <th
            key={key}
            scope="col"
            className={NUMERIC.has(key) ? styles.numeric : undefined}
            aria-sort={order.by === key ? (order.descending ? 'descending' : 'ascending') : undefined}
          >
            <button type="button" className={styles.sort} tabIndex={compact ? -1 : 0} onClick={() => onSort(key)}>
              {columnName(key)}
              {order.by === key && <Icon name={order.descending ? 'arrow-down' : 'arrow-up'} size="xs" />}
            </button>
          </th>
        ))}
        <th scope="col" className={styles.actions}>
          <span className={styles.unseen}>{t('list.column-actions', 'Actions')}</span>
        </th>
      </tr>
    </thead>
  );
}

/**
 * The focus follows the anomaly of the last jump if it is in the list when rows change. If the focus is elsewhere, only
 * the tab stop follows.
 */
function useFollow({ anomalies, jumps: { followed }, isFocusHeld }: AnomalyTableProps, rows: RowWindow): void {
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
}

/** Whether the focus may move to a row: from the body or from another row, but not from a button. */
function isFree(row: number): boolean {
  const { activeElement } = document;
  const at = activeElement?.getAttribute('data-row') ?? null;
  return activeElement === document.body || (at !== null && at !== String(row));
}

function onKeyDown(
  event: KeyboardEvent<HTMLTableRowElement>,
  row: number,
  { anomalies, handlers, jumps, onBack }: AnomalyTableProps,
  rows: RowWindow
): void {
  const { key, currentTarget, target } = event;
  const goTo = (to: number) => () => {
    jumps.release();
    rows.goTo(to);
  };
  const actions: Partial<Record<string, (() => void) | null>> = {
    ArrowDown: goTo(row + 1),
    ArrowUp: goTo(row - 1),
    PageDown: goTo(row + PAGE),
    PageUp: goTo(row - PAGE),
    Home: goTo(0),
    End: goTo(anomalies.length - 1),
    Escape: onBack,
    // Buttons in the row handle Enter and Space themselves.
    ...(target === currentTarget && {
      Enter: () => handlers.inspect(anomalies[row]),
      ' ': () => handlers.zoom(anomalies[row]),
    }),
  };
  const act = actions[key];
  // React bubbles keys from the row's menu, which is in a portal.
  if (act && currentTarget.contains(target as Node)) {
    event.preventDefault();
    event.stopPropagation();
    act();
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
