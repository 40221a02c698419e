import React, { type ReactNode, useId, useMemo, useState } from 'react';
import { css } from '@emotion/css';
import { DashboardCursorSync, type GrafanaTheme2 } from '@grafana/data';
import { Pagination, usePanelContext, useStyles2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { worstFirst } from '../legend/seriesSummary';
import { useToggleVisibility } from '../legend/toggleVisibility';
import type { ChartActions } from '../plot/actions';
import { type ChartSeries, isVisible } from '../plot/plotModel';
import { SmallMultiple, type SmallMultipleProps } from './SmallMultiple';
import { FOOTER_HEIGHT, type GridPlan, planGrid } from './smallMultiplesPlan';
import { SmallActions } from './smallPlotActions';

/** Props that each plot receives unchanged. */
type Shared = Pick<SmallMultipleProps, 'from' | 'to' | 'provisional' | 'display' | 'tooltip' | 'timeZone' | 'onZoom'>;

export interface SmallMultiplesProps extends Shared {
  readonly series: readonly ChartSeries[];
  readonly compared?: readonly ChartSeries[];
  readonly width: number;
  readonly height: number;
  readonly actions: ChartActions;
  readonly status: ReactNode;
  readonly notice: ReactNode;
}

const NONE: readonly ChartSeries[] = [];

/**
 * One plot per series over the same time range, the severest first, in pages. Each plot has its own value axis, so that
 * small values are readable beside large ones. Min and max of the field make axes equal.
 */
export function SmallMultiples(props: SmallMultiplesProps) {
  const { series, compared = NONE, width, height, actions, status, notice } = props;
  const comparedWith = useMemo(() => byCompared(compared), [compared]);
  // Only what a plot uses: other props may change with every render, and would render all plots again.
  const { from, to, provisional, display, tooltip, timeZone, onZoom } = props;
  const shared = { from, to, provisional, display, tooltip, timeZone, onZoom };
  const styles = useStyles2(getStyles);
  const { sync, eventsScope } = usePanelContext();
  const own = useId();
  const toggleVisibility = useToggleVisibility();
  const [page, setPage] = useState(0);
  const ranked = useMemo(() => worstFirst(series).filter((index) => isVisible(series[index])), [series]);
  const plan = planGrid(width, height, ranked.length, page);
  if (plan === null) {
    return null;
  }
  // The dashboard's key shares the crosshair with its other panels.
  const cursorKey = (sync?.() ?? DashboardCursorSync.Off) === DashboardCursorSync.Off ? own : eventsScope;
  const shown = ranked.slice(plan.first, plan.end);
  return (
    <div className={styles.multiples} style={{ width, height }} data-testid="residual-multiples">
      <div
        className={styles.grid}
        style={{ gap: plan.gap, gridTemplateColumns: `repeat(${plan.columns}, ${plan.cellWidth}px)` }}
      >
        <SmallActions.Provider value={actions}>
          {shown.map((index, cell) => (
            <SmallMultiple
              key={`${series[index].frameIndex}-${series[index].fieldIndex}`}
              {...shared}
              series={series[index]}
              compared={comparedWith.get(index) ?? NONE}
              index={index}
              width={plan.cellWidth}
              height={plan.plotHeight}
              timeAxis={isLowest(cell, shown.length, plan)}
              valueAxis={plan.valueAxis}
              cursorKey={cursorKey}
              onShow={toggleVisibility}
            />
          ))}
        </SmallActions.Provider>
      </div>
      <div className={styles.footer}>
        {plan.pages > 1 && (
          <>
            <span role="status">
              {t('multiples.page', '{{first}}–{{last}} of {{total}}', {
                first: plan.first + 1,
                last: plan.end,
                total: ranked.length,
              })}
            </span>
            <Pagination
              className={styles.pages}
              currentPage={Math.floor(plan.first / (plan.columns * plan.rows)) + 1}
              numberOfPages={plan.pages}
              onNavigate={(next) => setPage(next - 1)}
              showSmallVersion={width < 900}
            />
          </>
        )}
        <div className={styles.status}>{status}</div>
      </div>
      {notice !== null && <div className={styles.notice}>{notice}</div>}
    </div>
  );
}

/** The comparisons of each series by its index. */
function byCompared(compared: readonly ChartSeries[]): ReadonlyMap<number | null, readonly ChartSeries[]> {
  const found = new Map<number | null, ChartSeries[]>();
  for (const one of compared) {
    const of = one.comparison?.of ?? null;
    found.set(of, [...(found.get(of) ?? []), one]);
  }
  return found;
}

/** Whether a cell is the lowest of its column, and so has the time axis. */
function isLowest(cell: number, count: number, { columns }: GridPlan): boolean {
  return cell + columns >= count;
}

const getStyles = (theme: GrafanaTheme2) => ({
  multiples: css({ position: 'relative', overflow: 'hidden' }),
  grid: css({ display: 'grid', alignItems: 'start' }),
  footer: css({
    position: 'absolute',
    left: 0,
    right: 0,
    bottom: 0,
    height: FOOTER_HEIGHT,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0, 0.5),
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  pages: css({
    float: 'none',
    margin: 0,
    '& ol': { display: 'flex', flexWrap: 'nowrap' },
    '& li': { margin: theme.spacing(0, 0.25) },
  }),
  status: css({ marginLeft: 'auto', display: 'flex', alignItems: 'center' }),
  notice: css({
    position: 'absolute',
    left: theme.spacing(1),
    right: theme.spacing(1),
    bottom: FOOTER_HEIGHT + 4,
    display: 'flex',
    justifyContent: 'center',
    pointerEvents: 'none',
  }),
});
