import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, type BadgeColor, useStyles2, useTheme2 } from '@grafana/ui';
import { seriesColor } from '../../chart/plot/fieldStyle';
import type { Inspection, Moment, RecalledWindow } from '../../detector/explain/inspection';
import { t } from '../../shared/i18n';
import { Figure } from './Figure';
import { useInspector } from './inspectorContext';
import { SmallPlot, useWidth } from './SmallPlot';
import { type Wording, factor } from './wording';

const GAP = 8;
/** Minimum width of a tile, CSS pixels. */
const MIN_TILE = 148;
/** Similar moments are fewer than recalled ones. */
const MIN_SIMILAR_TILE = 208;
const PLOT_HEIGHT = 56;
/** Border and padding of both sides, CSS pixels. */
const TILE_FRAME = 18;
/** A jump shows the moment with as much of the series on either side. */
const JUMP_CONTEXT = 1;

interface MomentsProps {
  readonly inspection: Inspection;
}

/** Shows other moments of the series that resemble the inspected range. */
export function SimilarMoments({ inspection }: MomentsProps) {
  const { similar, compared } = inspection;
  const { wording } = useInspector();
  return (
    <Figure title={t('inspector.similar-title', 'Similar moments')} caption={similarCaption(inspection, wording)}>
      <Tiles moments={similar} {...{ inspection, compared }} minTile={MIN_SIMILAR_TILE} />
    </Figure>
  );
}

function similarCaption({ similar, comparison, compared }: Inspection, { stretch }: Wording): string {
  if (comparison === 'none' || similar.length === 0) {
    return t('inspector.nothing-similar', 'The memory of this series has nothing to compare this interval with.');
  }
  const when = compared ? stretch(compared.from, compared.to) : '';
  return comparison === 'window'
    ? t(
        'inspector.similar-window',
        'Solid: another moment. Dashed: the window around your selection, {{when}}. Nearest first; select one to go there.',
        { when }
      )
    : t(
        'inspector.similar-along',
        'Solid: another moment. Dashed: your selection, {{when}}. Nearest first; select one to go there.',
        { when }
      );
}

/** Shows the windows that the reconstruction is drawn from; nothing if there are none. */
export function RecalledMoments({ inspection }: MomentsProps) {
  const { recalled, recalledReported, judgedWindow } = inspection;
  return (
    recalled.length + recalledReported > 0 && (
      <Figure title={t('inspector.recalled', 'Recalled windows')} caption={recalledCaption(inspection)}>
        <Tiles moments={recalled} compared={judgedWindow} {...{ inspection, badgeOf }} />
      </Figure>
    )
  );
}

function recalledCaption({ recalled, recalledReported: count }: Inspection): string {
  const shown = t(
    'inspector.recalled-caption',
    'Solid: the windows from other times that form the reconstruction, nearest first. Dashed: the judged window.'
  );
  const others = t(
    'inspector.recalled-reported',
    '{{count}} recalled windows overlap a detected interval, so they are not shown as normal.',
    {
      count,
      defaultValue_one: '{{count}} recalled window overlaps a detected interval, so it is not shown as normal.',
    }
  );
  return [...(recalled.length > 0 ? [shown] : []), ...(count > 0 ? [others] : [])].join(' ');
}

function badgeOf({ source }: RecalledWindow) {
  switch (source) {
    case 'series':
      return null;
    case 'learnt':
      return { text: t('inspector.remembered', 'Learnt memory'), color: 'blue' } as const;
    case 'taught':
      return { text: t('inspector.badge-taught', 'Labelled'), color: 'green' } as const;
  }
}

interface TilesProps<M extends Moment> {
  readonly inspection: Inspection;
  readonly moments: readonly M[];
  /** Drawn over each tile; undefined if unknown. */
  readonly compared: Moment | undefined;
  readonly minTile?: number;
  readonly badgeOf?: (moment: M) => { readonly text: string; readonly color: BadgeColor } | null;
}

/** Shows moments as tiles on a common scale. A click on a tile jumps to its moment. */
function Tiles<M extends Moment>({ inspection, moments, compared, minTile = MIN_TILE, badgeOf }: TilesProps<M>) {
  const { wording, series } = useInspector();
  const { field } = series;
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
  const jump = useJump();
  if (moments.length === 0) {
    return null;
  }
  return (
    <ul ref={ref} className={styles.tiles} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
      {moments.map((moment, index) => {
        const when = wording.stretch(moment.from, moment.to);
        const badge = badgeOf?.(moment);
        return (
          <li key={index}>
            <button
              type="button"
              className={styles.tile}
              onClick={() => jump(moment)}
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

function useJump(): (moment: Moment) => void {
  const { onShow, onClose } = useInspector();
  const { breakpoints } = useTheme2();
  return ({ from, to }) => {
    const context = (to - from) * JUMP_CONTEXT;
    onShow({ from: from - context, to: to + context });
    // On a narrow page the drawer covers the dashboard, so close it.
    if (window.innerWidth < breakpoints.values.md) {
      onClose();
    }
  };
}

/** Describes a latent distance relative to the usual one, or as a number if that is unknown. */
function distanceText({ distance }: Moment, { usualDistance: usual }: Inspection): string {
  if (usual === undefined || !(usual > 0)) {
    return t('inspector.distance', 'Distance {{distance}}', { distance: Number(distance.toPrecision(2)) });
  }
  const times = distance / usual;
  const shown = { times: factor(times) };
  if (times < 0.75) {
    return t('inspector.very-alike', 'Very alike: {{times}} × the usual distance', shown);
  }
  if (times < 1.5) {
    return t('inspector.alike', 'Alike: {{times}} × the usual distance', shown);
  }
  if (times < 3) {
    return t('inspector.somewhat-alike', 'Somewhat alike: {{times}} × the usual distance', shown);
  }
  return t('inspector.unlike', 'Unlike: {{times}} × the usual distance', shown);
}

function boundsOf(moments: readonly Moment[]): [number, number] {
  const values = moments.flatMap((moment) => Array.from(moment.values)).filter(Number.isFinite);
  const bound = (better: (a: number, b: number) => number) => values.reduce((best, value) => better(best, value));
  return values.length > 0 ? [bound(Math.min), bound(Math.max)] : [0, 1];
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
