import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, type BadgeColor, useStyles2 } from '@grafana/ui';
import type { Moment } from '../../detector/explain/inspection';
import { SmallPlot } from './SmallPlot';
import { useWidth } from './useWidth';

export interface Tile {
  readonly moment: Moment;
  readonly title: string;
  /** Its distance. */
  readonly note: string;
  readonly badge: { readonly text: string; readonly color: BadgeColor } | null;
}

interface MomentTilesProps {
  readonly tiles: readonly Tile[];
  /** Drawn over each tile; null if unknown. */
  readonly compared: Moment | null;
  readonly comparedColor: string;
  readonly color: string;
  /** Minimum width of a tile, CSS pixels. */
  readonly minTile?: number;
  readonly actionOf: (tile: Tile) => string;
  readonly onChoose: (moment: Moment) => void;
}

const GAP = 8;
const MIN_TILE = 148;
const PLOT_HEIGHT = 56;
/** Border and padding of both sides, CSS pixels. */
const TILE_FRAME = 18;

/** Shows moments as tiles on a common scale. A click on a tile jumps to its moment. */
export function MomentTiles({
  tiles,
  compared,
  comparedColor,
  color,
  minTile = MIN_TILE,
  actionOf,
  onChoose,
}: MomentTilesProps) {
  const styles = useStyles2(getStyles);
  const [ref, width] = useWidth(MIN_TILE);
  const columns = Math.max(1, Math.floor((width + GAP) / (minTile + GAP)));
  const plotWidth = Math.floor((width - GAP * (columns - 1)) / columns) - TILE_FRAME;
  const pictures = useMemo(() => {
    const over = compared ? [{ values: compared.values, color: comparedColor, width: 1, dash: [3, 3] }] : [];
    return tiles.map(({ moment }) => [{ values: moment.values, color, width: 1.5 }, ...over]);
  }, [tiles, compared, comparedColor, color]);
  const bounds = useMemo(
    () => boundsOf([...tiles.map(({ moment }) => moment), ...(compared ? [compared] : [])]),
    [tiles, compared]
  );
  return (
    <ul ref={ref} className={styles.tiles} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
      {tiles.map((tile, index) => (
        <li key={index}>
          <button type="button" className={styles.tile} onClick={() => onChoose(tile.moment)} title={actionOf(tile)}>
            <SmallPlot lines={pictures[index]} bounds={bounds} width={plotWidth} height={PLOT_HEIGHT} />
            <span className={styles.title}>{tile.title}</span>
            <span className={styles.note}>{tile.note}</span>
            {tile.badge && <Badge className={styles.badge} text={tile.badge.text} color={tile.badge.color} />}
          </button>
        </li>
      ))}
    </ul>
  );
}

function boundsOf(moments: readonly Moment[]): [number, number] {
  let [least, greatest] = [Infinity, -Infinity];
  for (const { values } of moments) {
    for (const value of values) {
      if (Number.isFinite(value)) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
  }
  return least <= greatest ? [least, greatest] : [0, 1];
}

const getStyles = (theme: GrafanaTheme2) => ({
  tiles: css({ display: 'grid', gap: GAP, margin: 0, padding: 0, listStyle: 'none' }),
  tile: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    width: '100%',
    height: '100%',
    padding: 8,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    color: theme.colors.text.primary,
    textAlign: 'left',
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
  }),
  title: css({ lineHeight: 1.4 }),
  note: css({ color: theme.colors.text.secondary, lineHeight: 1.4 }),
  badge: css({ marginTop: 4 }),
});
