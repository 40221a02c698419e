import { css } from '@emotion/css';
import {
  type AbsoluteTimeRange,
  EventBusSrv,
  type GrafanaTheme2,
  type PanelPlugin,
  type TimeRange,
} from '@grafana/data';
import { PanelChrome, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { type Dashboard, type DashboardTile, GRID_COLUMNS, type VizTile } from './dashboard';
import { OptionsPane } from './OptionsPane';
import type { PanelState } from './usePanelOptions';
import { PanelFrame } from './PanelFrame';
import { useSize } from './useSize';

const ROW_PX = 38;
const GAP_PX = 8;

interface DashboardGridProps {
  readonly dashboard: Dashboard;
  readonly plugin: PanelPlugin;
  readonly range: TimeRange;
  readonly timeZone: string;
  readonly onChangeTimeRange: (range: AbsoluteTimeRange) => void;
}

/** The panels of one dashboard on Grafana's grid, with the options of one of them beside it. */
export function DashboardGrid({ dashboard, plugin, range, timeZone, onChangeTimeRange }: DashboardGridProps) {
  const styles = useStyles2(getStyles);
  const [states, setStates] = useState<Readonly<Record<number, PanelState>>>({});
  const [edited, setEdited] = useState<number>();
  const [viewed, setViewed] = useState<number>();
  const [small, setSmall] = useState<readonly number[]>([]);
  const eventBus = useMemo(() => new EventBusSrv(), []);

  const stateOf = (tile: VizTile) => states[tile.id] ?? initialState(tile);
  const change = (tile: VizTile) => (next: PanelState) => setStates((all) => ({ ...all, [tile.id]: next }));
  const reset = (tile: VizTile) => () => change(tile)(initialState(tile));
  const editedTile = dashboard.tiles.find((tile): tile is VizTile => tile.kind === 'residual' && tile.id === edited);
  const tiles = dashboard.tiles.filter((tile) => viewed === undefined || tile.id === viewed);

  return (
    <div className={styles.split}>
      <div className={styles.scroll}>
        <div className={styles.grid}>
          {tiles.map((tile) => (
            <div
              key={tile.id}
              className={styles.tile}
              style={{
                gridColumn: `span ${viewed === undefined ? tile.width : GRID_COLUMNS}`,
                height: viewed === undefined ? tile.height * ROW_PX - GAP_PX : 'calc(100vh - 130px)',
              }}
            >
              {tile.kind === 'text' ? (
                <TextPanel tile={tile} range={range} timeZone={timeZone} />
              ) : (
                <PanelFrame
                  tile={tile}
                  dashboardUID={dashboard.id}
                  plugin={plugin}
                  state={stateOf(tile)}
                  range={range}
                  timeZone={timeZone}
                  eventBus={eventBus}
                  small={small.includes(tile.id)}
                  viewed={viewed === tile.id}
                  onChange={change(tile)}
                  onChangeTimeRange={onChangeTimeRange}
                  onEdit={() => setEdited(edited === tile.id ? undefined : tile.id)}
                  onToggleView={() => setViewed(viewed === undefined ? tile.id : undefined)}
                  onToggleSmall={() => setSmall(toggle(small, tile.id))}
                  onReset={reset(tile)}
                />
              )}
            </div>
          ))}
        </div>
      </div>
      {editedTile && (
        <OptionsPane
          key={editedTile.id}
          title={editedTile.title}
          plugin={plugin}
          state={stateOf(editedTile)}
          onChange={change(editedTile)}
          onReset={reset(editedTile)}
          onClose={() => setEdited(undefined)}
        />
      )}
    </div>
  );
}

interface TextPanelProps {
  readonly tile: Extract<DashboardTile, { kind: 'text' }>;
  readonly range: TimeRange;
  readonly timeZone: string;
}

function TextPanel({ tile, range, timeZone }: TextPanelProps) {
  const styles = useStyles2(getStyles);
  const [ref, { width, height }] = useSize();
  return (
    <div ref={ref} className={styles.fill}>
      {width > 0 && (
        <PanelChrome title={tile.title} description={tile.description} width={width} height={height}>
          {() => <div className={styles.text}>{tile.content(range, timeZone)}</div>}
        </PanelChrome>
      )}
    </div>
  );
}

function initialState(tile: VizTile): PanelState {
  return { options: tile.options ?? {}, fieldConfig: tile.fieldConfig ?? { defaults: {}, overrides: [] } };
}

function toggle(ids: readonly number[], id: number): readonly number[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
}

const getStyles = (theme: GrafanaTheme2) => ({
  split: css({ display: 'flex', flex: 1, minHeight: 0 }),
  // The scrollbar's place is always kept, so that nothing jumps when it comes.
  scroll: css({ flex: 1, minWidth: 0, overflowY: 'scroll', padding: theme.spacing(2) }),
  grid: css({
    display: 'grid',
    gridTemplateColumns: `repeat(${GRID_COLUMNS}, minmax(0, 1fr))`,
    gap: GAP_PX,
    [theme.breakpoints.down('md')]: { display: 'flex', flexDirection: 'column' },
  }),
  tile: css({ minWidth: 0 }),
  fill: css({ height: '100%', minWidth: 0 }),
  text: css({
    height: '100%',
    overflow: 'auto',
    lineHeight: 1.5,
    '& p': { marginBottom: theme.spacing(1) },
    '& ul': { margin: theme.spacing(0, 0, 1, 2.5) },
  }),
});
