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
import { type Anomaly, DEFAULT_ORDER, type SortKey, anomaliesOf, sorted, surroundingsOf } from './anomalies';
import { AnomalyTable } from './AnomalyTable';
import { EmptyList } from './EmptyList';
import type { RowAction } from './RowMenu';
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
  /** Marks a range of a series. Resolves to an error in one sentence; null on success. */
  readonly onMark?: (kind: 'false-alarm' | 'left-out', mark: Marked) => Promise<string | null>;
  readonly onPoint?: (anomaly: Anomaly | null) => void;
}

/** The marked range, epoch milliseconds. */
export interface Marked {
  readonly series: string;
  readonly from: number;
  readonly to: number;
}

const HEADER_HEIGHT = 30;
/** Narrower lists have two lines per row, CSS pixels. */
const MIN_COLUMNS_WIDTH = 600;

/** Lists every reported interval. A row leads to its range. */
export function AnomalyList(props: AnomalyListProps) {
  const { series, timeZone, width, height, settled, onShow, onBack, onInspect, onPoint } = props;
  const styles = useStyles2(getStyles);
  const [order, setOrder] = useState(DEFAULT_ORDER);
  const [announcement, setAnnouncement] = useState('');
  const [link, setLink] = useState<string | null>(null);
  const anomalies = useMemo(() => anomaliesOf(series), [series]);
  const rows = useMemo(() => sorted(anomalies, order), [anomalies, order]);
  const compact = width < MIN_COLUMNS_WIDTH;
  const { hold, isHeld } = useListFocus();
  const { zoom, followed, release } = useJumps(onShow);

  const sortBy = (by: SortKey) => setOrder({ by, descending: order.by === by ? !order.descending : by !== 'series' });
  const inspect = ({ series: index, sequence }: Anomaly) =>
    onInspect({ series: index, from: sequence.startTime, to: sequence.endTime, view: 'why' });
  const actions = rowActions(props, { inspect, zoom, announce: setAnnouncement, showLink: setLink });

  return (
    <section {...hold} className={styles.list} style={{ width, height }} aria-label={t('list.section', 'Anomaly list')}>
      <div className={styles.header}>
        <span className={styles.count}>
          {t('list.count', '{{count}} anomalies', { count: rows.length, defaultValue_one: '{{count}} anomaly' })}
        </span>
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
            suffix={
              <IconButton name="times" aria-label={t('list.link-close', 'Close')} onClick={() => setLink(null)} />
            }
          />
        )}
        {compact && <SortMenu onSort={sortBy} />}
        <ExportMenu exported={props} place={props.place} timeZone={timeZone} compact={compact} />
      </div>
      {rows.length === 0 ? (
        <EmptyList settled={settled} onBack={onBack} />
      ) : (
        <AnomalyTable
          anomalies={rows}
          order={order}
          onSort={sortBy}
          timeZone={timeZone}
          height={height - HEADER_HEIGHT}
          compact={compact}
          actions={actions}
          onInspect={inspect}
          onZoom={zoom}
          onBack={onBack}
          followed={followed}
          onRelease={release}
          isFocusHeld={isHeld}
          onPoint={onPoint}
        />
      )}
    </section>
  );
}

interface ListActions {
  readonly inspect: (anomaly: Anomaly) => void;
  readonly zoom: (anomaly: Anomaly) => void;
  readonly announce: (text: string) => void;
  readonly showLink: (link: string) => void;
}

function rowActions({ onMark }: AnomalyListProps, { inspect, zoom, announce, showLink }: ListActions): RowAction[] {
  const copyLink = async (anomaly: Anomaly) => {
    const link = rangeLink(window.location.href, surroundingsOf(anomaly));
    if (await copyText(link)) {
      announce(t('list.link-copied', 'Link copied'));
    } else {
      showLink(link);
    }
  };
  const mark = (kind: 'false-alarm' | 'left-out') => async (anomaly: Anomaly) => {
    const { startTime: from, endTime: to } = anomaly.sequence;
    const refused = await onMark?.(kind, { series: anomaly.name, from, to });
    announce(refused ?? t('list.marked', 'Labelled'));
  };
  return [
    { label: t('inspector.why', 'Why?'), icon: 'question-circle', act: inspect },
    { label: t('list.zoom-here', 'Zoom'), icon: 'search-plus', act: zoom },
    { label: t('list.copy-link', 'Copy link'), icon: 'link', act: (anomaly) => void copyLink(anomaly) },
    ...(onMark
      ? ([
          {
            label: t('list.false-alarm', 'False alarm'),
            icon: 'bell-slash',
            act: (anomaly) => void mark('false-alarm')(anomaly),
          },
          {
            label: t('list.leave-out', 'Exclude'),
            icon: 'eye-slash',
            act: (anomaly) => void mark('left-out')(anomaly),
          },
        ] satisfies RowAction[])
      : []),
  ];
}

/** Replaces the column headings of a compact list. */
function SortMenu({ onSort }: { readonly onSort: (by: SortKey) => void }) {
  const keys: Array<[SortKey, string]> = [
    ['severity', t('list.column-severity', 'Severity')],
    ['series', t('list.column-series', 'Series')],
    ['start', t('list.column-start', 'Start')],
    ['duration', t('list.column-duration', 'Duration')],
    ['deviation', t('list.column-deviation', 'Deviation')],
  ];
  return (
    <Dropdown
      placement="bottom-end"
      overlay={
        <Menu onOpen={focusFirst}>
          {keys.map(([key, label]) => (
            <Menu.Item key={key} label={label} onClick={() => onSort(key)} />
          ))}
        </Menu>
      }
    >
      <IconButton name="sort-amount-down" size="sm" aria-label={t('list.sort', 'Sort the list')} />
    </Dropdown>
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
  announcement: css({ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
});
