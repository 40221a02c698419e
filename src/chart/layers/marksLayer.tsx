import React, { useMemo } from 'react';
import { createPortal } from 'react-dom';
import type uPlot from 'uplot';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Tooltip, type UPlotConfigBuilder, useStyles2, useTheme2 } from '@grafana/ui';
import { isVisible, plotModelOf } from '../plot/plotModel';
import { t } from '../../shared/i18n';
import { drawHatch, drawZoneLabels } from './hatch';
import { MARK_ICONS } from './markIcons';
import { drawMarkBars, drawSuppressed, drawSelection } from './glyphs';
import { type PlotArea, leftOf, usePlotOverlay } from '../tooltip/plotOverlay';
import type { ChartMark, Zone } from './zones';

interface MarksLayerProps {
  readonly config: UPlotConfigBuilder;
  readonly marks: readonly ChartMark[];
  readonly zones: readonly Zone[];
  /** The stretch that is being spoken about, epoch milliseconds; of one series, or of all where that is null. */
  readonly selected: { readonly from: number; readonly to: number; readonly series: number | null } | null;
  /** The series of a plot of its own: what is said of others is not shown there. */
  readonly only?: number;
  /** Somebody wants to see or take back this mark; the box is that of its icon on the page. */
  readonly onMark: (id: string, icon: DOMRect) => void;
}

const ICON_SIZE = 16;

/**
 * What people have said, on the plot: hatched where time is left out, a bar and an icon for each mark along the upper
 * edge, a dashed bracket where a false alarm kept an interval quiet. A child of UPlotChart.
 */
export function MarksLayer({ config, only, onMark, ...said }: MarksLayerProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const marks = useMemo(() => about(only, said.marks), [only, said.marks]);
  const zones = useMemo(() => about(only, said.zones), [only, said.zones]);
  const selected = about(only, said.selected ? [said.selected] : []).length > 0 ? said.selected : null;
  const painter = useMemo(
    () => ({
      drawUnder: (plot: uPlot) => drawHatch(plot, zones, theme),
      drawOver: (plot: uPlot) => {
        drawZoneLabels(plot, zones, t('marks.kind-left-out', 'Left out'), theme);
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
      {placed(marks, area).map(({ mark, left: place }) => (
        <Tooltip key={mark.id} content={mark.text}>
          <button
            type="button"
            className={styles.icon}
            style={{ left: place }}
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

/** What holds for the series that has this plot to itself; everything where the plot is of all. */
function about<Said extends { readonly series: number | null }>(
  only: number | undefined,
  said: readonly Said[]
): readonly Said[] {
  return only === undefined
    ? said
    : said.filter(({ series }) => series === null || series === only).map((one) => ({ ...one, series: null }));
}

/** Icons at their marks' start, pushed to the right where they would overlap; those that find no room have their bar alone. */
function placed(marks: readonly ChartMark[], area: PlotArea): Array<{ mark: ChartMark; left: number }> {
  const series = plotModelOf(area.plot)?.series ?? [];
  let free = 0;
  return marks
    .filter(({ from, to, series: index }) => {
      const one = index === null ? undefined : series[index];
      return to >= area.from && from <= area.to && (one === undefined || isVisible(one));
    })
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
