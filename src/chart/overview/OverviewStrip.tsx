import React, { type FocusEvent, type KeyboardEvent, type Ref, useEffect, useMemo, useRef, useState } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2, useTheme2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import type { Interval } from '../../detector/interval';
import { useToggleVisibility } from '../legend/toggleVisibility';
import type { PlotFrame } from '../plot/plotFrame';
import type { ChartSeries } from '../plot/plotModel';
import { drawLanes } from './overviewCanvas';
import { type OverviewLane, overviewLanes } from './overviewLanes';
import { LANE_PITCH, stripHeight } from './overviewPlan';
import { laneSummary, laneText } from './overviewText';

export interface OverviewStripProps {
  readonly series: readonly ChartSeries[];
  /** Number of lanes, see `laneCount`. */
  readonly lanes: number;
  /** Null before uPlot first draws. */
  readonly frame: PlotFrame | null;
  /** Element that follows the plot's crosshair. */
  readonly crosshairRef: Ref<HTMLDivElement>;
  /** Visible time range. */
  readonly range: Interval;
  readonly provisional: boolean;
  /** No verdict is pending. */
  readonly settled: boolean;
  /** Width of the whole chart, CSS pixels. */
  readonly width: number;
}

/** A narrower space beside the plot shows no name, CSS pixels. */
const MIN_NAME_WIDTH = 24;

/** A narrower space shows only the number of remaining series, CSS pixels. */
const MIN_SUM_WIDTH = 60;

/** A swim lane per series above the plot, aligned with its time axis, the severest on top. */
export function OverviewStrip(props: OverviewStripProps) {
  const { series, lanes: count, frame, crosshairRef, provisional, settled, width } = props;
  const styles = useStyles2(getStyles);
  const toggleVisibility = useToggleVisibility();
  const lanes = useMemo(() => overviewLanes(series, count), [series, count]);
  const height = stripHeight(lanes.length);
  const canvasRef = useLaneCanvas(lanes, height, props);
  const { listRef, focused, onFocus, onKeyDown } = useRovingFocus(lanes.length);

  if (lanes.length === 0) {
    return null;
  }
  const left = frame?.left ?? 0;
  const differAtEnd = sharedLength(series, 0) > sharedLength(series, -1);
  return (
    <div className={styles.strip} style={{ height, width }} data-testid="residual-overview">
      <canvas ref={canvasRef} className={styles.canvas} style={{ width, height }} aria-hidden />
      <ul
        ref={listRef}
        className={styles.list}
        aria-label={t('overview.label', 'Series, most severe first')}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        {lanes.map((lane, row) => (
          <li key={lane.series.join()} className={styles.item} style={{ top: row * LANE_PITCH }}>
            <Lane
              lane={lane}
              allNames={series.map(({ name }) => name)}
              nameWidth={left - 6}
              differAtEnd={differAtEnd}
              settled={settled && !provisional}
              tabIndex={row === focused ? 0 : -1}
              onShow={
                toggleVisibility && lane.series.length === 1
                  ? () => toggleVisibility(series[lane.series[0]].displayName ?? lane.name)
                  : null
              }
            />
          </li>
        ))}
      </ul>
      <div ref={crosshairRef} className={styles.crosshair} style={{ display: 'none', height }} />
    </div>
  );
}

/** Draws the lanes whenever one of its arguments changes. */
function useLaneCanvas(lanes: readonly OverviewLane[], height: number, props: OverviewStripProps) {
  const { frame, range, provisional, settled, width } = props;
  const theme = useTheme2();
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const { from, to } = range;
  useEffect(() => {
    const canvas = canvasRef.current;
    // jsdom's canvases have no context.
    const ctx = canvas?.getContext('2d');
    if (canvas && ctx && frame) {
      canvas.width = Math.round(width * devicePixelRatio);
      canvas.height = Math.round(height * devicePixelRatio);
      ctx.scale(devicePixelRatio, devicePixelRatio);
      drawLanes(ctx, lanes, { ...frame, range: { from, to } }, { theme, provisional, settled });
    }
  }, [lanes, frame, from, to, theme, provisional, settled, width, height]);
  return canvasRef;
}

/** Makes a list of buttons one Tab stop, with arrows, Home and End between them. */
function useRovingFocus(count: number) {
  const listRef = useRef<HTMLUListElement>(null);
  const [reached, setReached] = useState(0);
  const focused = Math.min(Math.max(0, reached), count - 1);
  // The list handles events of its buttons, because Grafana's tooltip replaces their own handlers.
  const buttons = () => Array.from(listRef.current?.querySelectorAll('button') ?? []);
  const onFocus = (event: FocusEvent) => setReached(buttons().findIndex((one) => one === event.target));
  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowDown: focused + 1, ArrowUp: focused - 1, Home: 0, End: count - 1 }[event.key];
    if (next !== undefined) {
      const target = Math.min(count - 1, Math.max(0, next));
      setReached(target);
      buttons()[target]?.focus();
      event.preventDefault();
      // The plot would move its cursor.
      event.stopPropagation();
    }
  };
  return { listRef, focused, onFocus, onKeyDown };
}

interface LaneProps {
  readonly lane: OverviewLane;
  readonly allNames: readonly string[];
  readonly nameWidth: number;
  /** Whether names differ more at their end, so that long ones are cropped at their start. */
  readonly differAtEnd: boolean;
  readonly settled: boolean;
  readonly tabIndex: number;
  /** Null if a click does nothing. */
  readonly onShow: (() => void) | null;
}

function Lane({ lane, allNames, nameWidth, differAtEnd, settled, tabIndex, onShow }: LaneProps) {
  const styles = useStyles2(getStyles);
  const isSum = lane.series.length > 1;
  const name = isSum ? t('overview.more', '+ {{count}} more', { count: lane.series.length }) : lane.name;
  const hasName = nameWidth >= MIN_NAME_WIDTH;
  const isNormalSum = isSum && settled && lane.isJudged && lane.affected === 0;
  return (
    <Tooltip
      content={<LaneNotes lane={lane} name={name} allNames={allNames} settled={settled} canShow={onShow !== null} />}
      placement="top"
    >
      <LaneButton
        className={cx(styles.lane, onShow === null && styles.still)}
        aria-label={laneText(name, lane, settled)}
        stop={tabIndex}
        onClick={onShow ?? undefined}
      >
        {hasName && (
          <span
            className={cx(
              styles.name,
              differAtEnd && !isSum && styles.cutAtStart,
              !isSum && !lane.isShown && styles.hidden
            )}
            style={{ width: nameWidth }}
          >
            <bdi>{isSum && nameWidth < MIN_SUM_WIDTH ? `+ ${lane.series.length}` : name}</bdi>
          </span>
        )}
        {isNormalSum && (
          <span className={styles.normal} style={{ left: nameWidth + 10 }}>
            {hasName
              ? t('overview.rest-quiet', 'no anomalies')
              : t('overview.all-quiet', '+ {{count}} more, no anomalies', { count: lane.series.length })}
          </span>
        )}
      </LaneButton>
    </Tooltip>
  );
}

interface LaneButtonProps extends React.ButtonHTMLAttributes<HTMLButtonElement> {
  readonly stop: number;
}

/** Grafana's tooltip makes its child a Tab stop, so the tab index is set again below its props. */
const LaneButton = React.forwardRef<HTMLButtonElement, LaneButtonProps>(({ stop, ...props }, ref) => (
  <button type="button" {...props} tabIndex={stop} ref={ref} />
));
LaneButton.displayName = 'LaneButton';

/** Number of characters that all names share at their start (`side` 0) or end (-1). */
function sharedLength(series: readonly ChartSeries[], side: 0 | -1): number {
  const names = series.map(({ name }) => (side === 0 ? name : [...name].reverse().join('')));
  const [first, ...others] = names;
  let length = 0;
  while (length < first.length && others.every((name) => name[length] === first[length])) {
    length++;
  }
  return length;
}

/** Most names in a tooltip. */
const MAX_NAMES = 8;

function LaneNotes({
  lane,
  name,
  allNames,
  settled,
  canShow,
}: Pick<LaneProps, 'lane' | 'allNames' | 'settled'> & { name: string; canShow: boolean }) {
  const styles = useStyles2(getStyles);
  const isSum = lane.series.length > 1;
  return (
    <div className={styles.notes}>
      <strong>{name}</strong>
      <div>{laneSummary(lane, settled)}</div>
      {isSum && lane.affected > 0 && (
        <div>
          {lane.series
            .slice(0, Math.min(MAX_NAMES, lane.affected))
            .map((index) => allNames[index])
            .join(', ')}
        </div>
      )}
      {canShow && <div>{t('overview.click', 'Click to show only this series, or all series again')}</div>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  strip: css({ position: 'absolute', left: 0, top: 0 }),
  canvas: css({ position: 'absolute', left: 0, top: 0, pointerEvents: 'none' }),
  list: css({ listStyle: 'none' }),
  item: css({ position: 'absolute', left: 0, right: 0, height: LANE_PITCH }),
  lane: css({
    display: 'block',
    position: 'relative',
    width: '100%',
    height: LANE_PITCH,
    padding: 0,
    border: 0,
    borderRadius: theme.shape.radius.default,
    background: 'transparent',
    color: theme.colors.text.secondary,
    fontSize: 10,
    lineHeight: `${LANE_PITCH - 1}px`,
    textAlign: 'left',
    '&:hover': { background: theme.colors.action.hover, color: theme.colors.text.primary },
    '&:focus-visible': { outline: 'none', boxShadow: `inset 0 0 0 2px ${theme.colors.primary.main}` },
  }),
  still: css({ cursor: 'default' }),
  name: css({
    display: 'block',
    overflow: 'hidden',
    textAlign: 'right',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  cutAtStart: css({ direction: 'rtl', textAlign: 'right' }),
  hidden: css({ textDecoration: 'line-through' }),
  normal: css({ position: 'absolute', top: 0 }),
  crosshair: css({
    position: 'absolute',
    left: 0,
    top: 0,
    borderLeft: `1px dashed ${theme.colors.text.secondary}`,
    pointerEvents: 'none',
  }),
  notes: css({ maxWidth: 320, fontSize: theme.typography.bodySmall.fontSize, overflowWrap: 'anywhere' }),
});
