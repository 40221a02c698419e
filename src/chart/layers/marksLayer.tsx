import React, { useMemo } from 'react';
import { createPortal } from 'react-dom';
import type uPlot from 'uplot';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Tooltip, type UPlotConfigBuilder, useStyles2, useTheme2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { type Interval, overlaps } from '../../detector/interval';
import { type PlotArea, leftOf, usePlotOverlay } from '../tooltip/plotOverlay';
import { drawMarkBars, drawSuppressed, drawSelection } from './glyphs';
import { drawHatch, drawZoneLabels } from './hatch';
import { MARK_ICONS } from './markIcons';
import { type ChartMark, type Zone, isSeriesVisible } from './zones';

interface MarksLayerProps {
  readonly config: UPlotConfigBuilder;
  readonly marks: readonly ChartMark[];
  readonly zones: readonly Zone[];
  /** The time span that is selected for a label, of one series or, if that is null, of all. */
  readonly selected: (Interval & Pick<ChartMark, 'series'>) | null;
  /** Index of the series, if the plot shows one series of several. Marks of other series are not shown. */
  readonly only?: number;
  /**
   * Called when a user opens or withdraws this mark.
   *
   * @param icon bounding box of its icon on the page
   */
  readonly onMark: (id: string, icon: DOMRect) => void;
}

const ICON_SIZE = 16;

/**
 * Labels on the plot: a hatch over excluded time, a bar and an icon for each mark along the upper edge, and a dashed
 * bracket over each interval that a false alarm suppresses. A child of UPlotChart.
 */
export function MarksLayer({ config, only, onMark, ...all }: MarksLayerProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const marks = useMemo(() => ofSeries(only, all.marks), [only, all.marks]);
  const zones = useMemo(() => ofSeries(only, all.zones), [only, all.zones]);
  const selected = ofSeries(only, all.selected ? [all.selected] : []).length > 0 ? all.selected : null;
  const painter = useMemo(
    () => ({
      drawUnder: (plot: uPlot) => drawHatch(plot, zones, theme),
      drawOver: (plot: uPlot) => {
        drawZoneLabels(plot, zones, t('marks.kind-left-out', 'Excluded'), theme);
        drawMarkBars(plot, marks, theme);
        drawSuppressed(plot, theme);
        if (selected) {
          drawSelection(plot, selected, theme);
        }
      },
    }),
    [marks, zones, selected, theme]
  );
  const area = usePlotOverlay(config, painter);
  const wrapper = area?.plot.root.querySelector('.u-wrap');
  if (!area || !wrapper) {
    return null;
  }
  const { left, top, width } = area;
  return createPortal(
    <div className={styles.edge} style={{ left, top, width }} data-testid="residual-marks">
      {placeIcons(marks, area).map(({ mark, left: iconLeft }) => (
        <Tooltip key={mark.id} content={mark.text}>
          <button
            type="button"
            className={styles.icon}
            style={{ left: iconLeft }}
            aria-label={mark.text}
            onClick={(event) => onMark(mark.id, event.currentTarget.getBoundingClientRect())}
          >
            <Icon name={MARK_ICONS[mark.kind]} size="xs" />
          </button>
        </Tooltip>
      ))}
    </div>,
    wrapper
  );
}

/** What concerns the only series of a plot; everything in a plot of all series. */
function ofSeries<Item extends Pick<ChartMark, 'series'>>(
  only: number | undefined,
  items: readonly Item[]
): readonly Item[] {
  return only === undefined
    ? items
    : items.filter(({ series }) => series === null || series === only).map((one) => ({ ...one, series: null }));
}

/** Places icons at the start of their marks, moved to the right if they would overlap. The last may not fit. */
function placeIcons(marks: readonly ChartMark[], area: PlotArea): Array<{ mark: ChartMark; left: number }> {
  let free = 0;
  return marks
    .filter((mark) => overlaps(mark, area) && isSeriesVisible(area.plot, mark))
    .sort((a, b) => a.from - b.from)
    .flatMap((mark) => {
      const left = Math.max(free, Math.min(leftOf(area, mark.from), area.width - ICON_SIZE));
      if (left > area.width - ICON_SIZE) {
        return [];
      }
      free = left + ICON_SIZE;
      return [{ mark, left }];
    });
}

const getStyles = (theme: GrafanaTheme2) => ({
  edge: css({ position: 'absolute', height: 0, zIndex: 101, pointerEvents: 'none' }),
  icon: css({
    position: 'absolute',
    top: 2,
    width: ICON_SIZE,
    height: ICON_SIZE,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    padding: 0,
    border: 0,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    color: theme.colors.text.secondary,
    pointerEvents: 'auto',
    cursor: 'pointer',
    '&:hover, &:focus-visible': { color: theme.colors.text.maxContrast, background: theme.colors.background.secondary },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
});
