import { css } from '@emotion/css';
import { EventBusSrv, type GrafanaTheme2 } from '@grafana/data';
import { Menu, PanelChrome, useStyles2 } from '@grafana/ui';
import { xor } from 'lodash';
import React, { useMemo, useState } from 'react';
import { type Dashboard, GRID_COLUMNS, type TextTile, type VizTile } from './dashboard';
import { OptionsPane } from './OptionsPane';
import type { PanelHost } from './PanelBody';
import { PanelFrame } from './PanelFrame';
import type { PanelState } from './usePanelOptions';
import { useSize } from './useSize';

const ROW_PX = 38;
const GAP_PX = 8;

interface DashboardGridProps extends Pick<PanelHost, 'plugin' | 'range' | 'timeZone' | 'onChangeTimeRange'> {
  readonly dashboard: Dashboard;
}

/** The panels of one dashboard on Grafana's grid, beside the options of one of them. */
export function DashboardGrid({ dashboard, ...page }: DashboardGridProps) {
  const styles = useStyles2(getStyles);
  const [states, setStates] = useState<Readonly<Record<number, PanelState>>>({});
  const [edited, setEdited] = useState<number>();
  const [viewed, setViewed] = useState<number>();
  const [small, setSmall] = useState<number[]>([]);
  const eventBus = useMemo(() => new EventBusSrv(), []);

  const stateOf = (tile: VizTile) => states[tile.id] ?? initialState(tile);
  const change = (tile: VizTile) => (next: PanelState) => setStates((all) => ({ ...all, [tile.id]: next }));
  const menu = (tile: VizTile) => (
    <Menu>
      <Menu.Item
        label="Edit options"
        icon="sliders-v-alt"
        onClick={() => setEdited(edited === tile.id ? undefined : tile.id)}
      />
      <Menu.Item
        label={viewed === tile.id ? 'Back to the dashboard' : 'View'}
        icon="eye"
        onClick={() => setViewed(viewed === undefined ? tile.id : undefined)}
      />
      <Menu.Item
        label={small.includes(tile.id) ? 'Full size' : 'Smallest size (200 × 120)'}
        icon="mobile-android"
        onClick={() => setSmall(xor(small, [tile.id]))}
      />
      <Menu.Divider />
      <Menu.Item label="Reset options" icon="history" onClick={() => change(tile)(initialState(tile))} />
    </Menu>
  );
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
                <TextPanel tile={tile} {...page} />
              ) : (
                <PanelFrame
                  {...page}
                  tile={tile}
                  dashboardUID={dashboard.id}
                  state={stateOf(tile)}
                  eventBus={eventBus}
                  small={small.includes(tile.id)}
                  onChange={change(tile)}
                  menu={menu(tile)}
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
          plugin={page.plugin}
          state={stateOf(editedTile)}
          onChange={change(editedTile)}
          onReset={() => change(editedTile)(initialState(editedTile))}
          onClose={() => setEdited(undefined)}
        />
      )}
    </div>
  );
}

function TextPanel({ tile, range, timeZone }: Pick<PanelHost, 'range' | 'timeZone'> & { readonly tile: TextTile }) {
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

function initialState({ options = {}, fieldConfig = { defaults: {}, overrides: [] } }: VizTile): PanelState {
  return { options, fieldConfig };
}

const getStyles = (theme: GrafanaTheme2) => ({
  split: css({ display: 'flex', flex: 1, minHeight: 0 }),
  // Reserve space for the scrollbar, so that the layout does not jump when it appears.
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
