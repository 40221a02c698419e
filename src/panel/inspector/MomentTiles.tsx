import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import type { Field, GrafanaTheme2 } from '@grafana/data';
import { Badge, type BadgeColor, useStyles2, useTheme2 } from '@grafana/ui';
import { seriesColor } from '../../chart/plot/fieldStyle';
import type { Inspection, Moment } from '../../detector/explain/inspection';
import { t } from '../../shared/i18n';
import { distanceText } from './distance';
import { SmallPlot } from './SmallPlot';
import { useWidth } from './useWidth';
import type { Wording } from './wording';

interface MomentTilesProps<M extends Moment> {
  readonly inspection: Inspection;
  readonly moments: readonly M[];
  /** Drawn over each tile; undefined if unknown. */
  readonly compared: Moment | undefined;
  readonly field: Field;
  readonly wording: Wording;
  /** Minimum width of a tile, CSS pixels. */
  readonly minTile?: number;
  readonly badgeOf?: (moment: M) => { readonly text: string; readonly color: BadgeColor } | null;
  readonly onJump: (moment: Moment) => void;
}

const GAP = 8;
const MIN_TILE = 148;
const PLOT_HEIGHT = 56;
/** Border and padding of both sides, CSS pixels. */
const TILE_FRAME = 18;

/** Shows moments as tiles on a common scale. A click on a tile jumps to its moment. */
export function MomentTiles<M extends Moment>(props: MomentTilesProps<M>) {
  const { inspection, moments, compared, field, wording, minTile = MIN_TILE, badgeOf, onJump } = props;
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const [ref, width] = useWidth(MIN_TILE);
  const columns = Math.max(1, Math.floor((width + GAP) / (minTile + GAP)));
  const plotWidth = Math.floor((width - GAP * (columns - 1)) / columns) - TILE_FRAME;
  const pictures = useMemo(() => {
    const over = compared ? [{ ...compared, color: theme.colors.text.primary, width: 1, dash: [3, 3] }] : [];
    return moments.map(({ values }) => [{ values, color: seriesColor(field, theme), width: 1.5 }, ...over]);
  }, [moments, compared, field, theme]);
  const bounds = useMemo(() => boundsOf(compared ? [...moments, compared] : moments), [moments, compared]);
  return (
    <ul ref={ref} className={styles.tiles} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
      {moments.map((moment, index) => {
        const when = wording.stretch(moment.startTime, moment.endTime);
        const badge = badgeOf?.(moment);
        return (
          <li key={index}>
            <button
              type="button"
              className={styles.tile}
              onClick={() => onJump(moment)}
              title={t('inspector.show-moment', 'Show {{when}} on the dashboard', { when })}
            >
              <SmallPlot lines={pictures[index]} bounds={bounds} width={plotWidth} height={PLOT_HEIGHT} />
              <span className={styles.title}>{when}</span>
              <span className={styles.note}>{distanceText(moment, inspection)}</span>
              {badge && <Badge className={styles.badge} {...badge} />}
            </button>
          </li>
        );
      })}
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
