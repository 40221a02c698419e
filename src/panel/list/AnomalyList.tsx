import React, { useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Dropdown, IconButton, Input, Menu, useStyles2 } from '@grafana/ui';
import type { ChartSeries } from '../../chart/plot/plotModel';
import { t } from '../../shared/i18n';
import type { AnnotationPlace } from '../export/annotateAnomalies';
import { ExportMenu } from '../export/ExportMenu';
import { focusFirst } from '../export/menuFocus';
import { copyText, rangeLink } from '../export/rangeLink';
import type { Inspected } from '../inspector/useInspected';
import type { RangeHistory } from '../inspector/rangeHistory';
import {
  type Anomaly,
  DEFAULT_ORDER,
  type SortKey,
  anomaliesOf,
  columnName,
  sorted,
  surroundingsOf,
} from './anomalies';
import type { RowAction, RowHandlers } from './AnomalyRow';
import { AnomalyTable } from './AnomalyTable';
import { EMPTY_LIST } from './listEntry';
import { useJumps, useListFocus } from './useListFocus';

export interface AnomalyListProps {
  readonly series: readonly ChartSeries[];
  /** The panel's title, for file names. */
  readonly title: string;
  readonly place: AnnotationPlace;
  /** Visible time range, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly timeZone: TimeZone;
  readonly width: number;
  readonly height: number;
  /** Whether the verdict on all series is available. */
  readonly settled: boolean;
  /** Shows a range. `onReturn` runs when the user goes back. */
  readonly onShow: RangeHistory['show'];
  /** Goes back to the range before the last jump; null if there is none. */
  readonly onBack: (() => void) | null;
  readonly onInspect: (inspected: Inspected) => void;
  /** Labels a range of a series. Resolves to an error in one sentence; null on success. */
  readonly onLabel?: (kind: 'false-alarm' | 'left-out', label: LabelledRange) => Promise<string | null>;
  readonly onPoint?: (anomaly: Anomaly | null) => void;
}

/** The marked range, epoch milliseconds. */
export interface LabelledRange {
  readonly series: string;
  readonly from: number;
  readonly to: number;
}

const HEADER_HEIGHT = 30;
/** Narrower lists have two lines per row, CSS pixels. */
const MIN_COLUMNS_WIDTH = 600;

/** Lists every reported interval. A row leads to its range. */
export function AnomalyList(props: AnomalyListProps) {
  const { series, place, timeZone, width, height, settled, onBack, onInspect, onPoint } = props;
  const styles = useStyles2(getStyles);
  const [order, setOrder] = useState(DEFAULT_ORDER);
  const anomalies = useMemo(() => anomaliesOf(series), [series]);
  const rows = useMemo(() => sorted(anomalies, order), [anomalies, order]);
  const compact = width < MIN_COLUMNS_WIDTH;
  const { hold, isHeld } = useListFocus();
  const jumps = useJumps(props.onShow);
  const sortBy = (by: SortKey) => setOrder({ by, descending: order.by === by ? !order.descending : by !== 'series' });
  const inspect = ({ series: index, sequence }: Anomaly) =>
    onInspect({ series: index, from: sequence.from, to: sequence.to, view: 'why' });
  const { notice, ...actions } = useRowActions(props.onLabel);
  const menu = rowMenu({ ...actions, inspect, zoom: jumps.zoom });
  const handlers = { inspect, zoom: jumps.zoom, point: (anomaly: Anomaly | null) => onPoint?.(anomaly), menu };

  return (
    <section {...hold} className={styles.list} style={{ width, height }} aria-label={t('list.section', 'Anomaly list')}>
      <div className={styles.header}>
        <span className={styles.count}>
          {t('list.count', '{{count}} anomalies', { count: rows.length, defaultValue_one: '{{count}} anomaly' })}
        </span>
        {notice}
        {compact && <SortMenu onSort={sortBy} />}
        <ExportMenu exported={props} place={place} timeZone={timeZone} compact={compact} />
      </div>
      {rows.length === 0 ? (
        <EmptyList settled={settled} onBack={onBack} />
      ) : (
        <AnomalyTable
          {...{ order, timeZone, compact, handlers, jumps, onBack }}
          anomalies={rows}
          onSort={sortBy}
          height={height - HEADER_HEIGHT}
          isFocusHeld={isHeld}
        />
      )}
    </section>
  );
}

/** Actions of a row besides moving in time, and the outcome of the last one. */
function useRowActions(onLabel: AnomalyListProps['onLabel']) {
  const styles = useStyles2(getStyles);
  const [announcement, setAnnouncement] = useState('');
  const [link, setLink] = useState<string | null>(null);
  const copyLink = async (anomaly: Anomaly) => {
    const address = rangeLink(window.location.href, surroundingsOf(anomaly));
    if (await copyText(address)) {
      setAnnouncement(t('list.link-copied', 'Link copied'));
    } else {
      setLink(address);
    }
  };
  const label =
    onLabel &&
    (async (kind: 'false-alarm' | 'left-out', { name, sequence: { from, to } }: Anomaly) => {
      const refused = await onLabel(kind, { series: name, from, to });
      setAnnouncement(refused ?? t('list.marked', 'Labelled'));
    });
  const notice = (
    <>
      <span role="status" className={styles.announcement}>
        {announcement}
      </span>
      {link !== null && (
        <Input
          readOnly
          width={28}
          value={link}
          aria-label={t('list.link', 'Link to this anomaly, for copying')}
          onFocus={(event) => event.currentTarget.select()}
          suffix={<IconButton name="times" aria-label={t('list.link-close', 'Close')} onClick={() => setLink(null)} />}
        />
      )}
    </>
  );
  return { notice, copyLink, label };
}

type MenuActions = Pick<RowHandlers, 'inspect' | 'zoom'> & Pick<ReturnType<typeof useRowActions>, 'copyLink' | 'label'>;

function rowMenu({ inspect, zoom, copyLink, label }: MenuActions): RowAction[] {
  const labels: RowAction[] = label
    ? [
        {
          label: t('list.false-alarm', 'False alarm'),
          icon: 'bell-slash',
          act: (anomaly) => void label('false-alarm', anomaly),
        },
        {
          label: t('list.leave-out', 'Exclude'),
          icon: 'eye-slash',
          act: (anomaly) => void label('left-out', anomaly),
        },
      ]
    : [];
  return [
    { label: t('inspector.why', 'Why?'), icon: 'question-circle', act: inspect },
    { label: t('list.zoom-here', 'Zoom'), icon: 'search-plus', act: zoom },
    { label: t('list.copy-link', 'Copy link'), icon: 'link', act: (anomaly) => void copyLink(anomaly) },
    ...labels,
  ];
}

const COMPACT_SORT_KEYS = ['severity', 'series', 'start', 'duration', 'deviation'] as const;

/** Replaces the column headings of a compact list. */
function SortMenu({ onSort }: { readonly onSort: (by: SortKey) => void }) {
  const menu = (
    <Menu onOpen={focusFirst}>
      {COMPACT_SORT_KEYS.map((key) => (
        <Menu.Item key={key} label={columnName(key)} onClick={() => onSort(key)} />
      ))}
    </Menu>
  );
  return (
    <Dropdown placement="bottom-end" overlay={menu}>
      <IconButton name="sort-amount-down" size="sm" aria-label={t('list.sort', 'Sort the list')} />
    </Dropdown>
  );
}

/** Says why there are no rows. It takes the focus of a removed row, so that Escape still goes back. */
function EmptyList({ settled, onBack }: Pick<AnomalyListProps, 'settled' | 'onBack'>) {
  const styles = useStyles2(getStyles);
  return (
    <p
      {...{ [EMPTY_LIST]: true }}
      tabIndex={-1}
      className={styles.empty}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && onBack) {
          event.preventDefault();
          event.stopPropagation();
          onBack();
        }
      }}
    >
      {settled
        ? t('list.empty', 'No anomalies in the visible series.')
        : t('list.pending', 'The list appears as soon as there is a verdict.')}
    </p>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ display: 'flex', flexDirection: 'column', minWidth: 0, overflow: 'hidden' }),
  header: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: HEADER_HEIGHT,
    padding: theme.spacing(0, 1),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  count: css({ whiteSpace: 'nowrap' }),
  empty: css({
    margin: 0,
    padding: theme.spacing(1),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  announcement: css({ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
});
