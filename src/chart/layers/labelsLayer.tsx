import React, { useMemo } from 'react';
import { createPortal } from 'react-dom';
import type uPlot from 'uplot';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Tooltip, type UPlotConfigBuilder, useStyles2, useTheme2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { type Interval, overlaps } from '../../detector/interval';
import { type PlotArea, leftOf, usePlotOverlay } from '../tooltip/plotOverlay';
import { drawLabelBars, drawSuppressed, drawSelection } from './glyphs';
import { drawHatch, drawZoneLabels } from './hatch';
import { type ChartLabel, LABEL_ICONS, type Zone, isSeriesVisible } from './zones';

interface LabelsLayerProps {
  readonly config: UPlotConfigBuilder;
  readonly labels: readonly ChartLabel[];
  readonly zones: readonly Zone[];
  /** The time span that is selected for a label, of one series or, if that is null, of all. */
  readonly selected: (Interval & Pick<ChartLabel, 'series'>) | null;
  /** Index of the series, if the plot shows one series of several. Labels of other series are not shown. */
  readonly only?: number;
  /**
   * Called when a user opens or withdraws this label.
   *
   * @param icon bounding box of its icon on the page
   */
  readonly onLabel: (id: string, icon: DOMRect) => void;
}

const ICON_SIZE = 16;

/**
 * Labels on the plot: a hatch over excluded time, a bar and an icon for each label along the upper edge, and a dashed
 * bracket over each interval that a false alarm suppresses. A child of UPlotChart.
 */
export function LabelsLayer({ config, only, onLabel, ...all }: LabelsLayerProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const labels = useMemo(() => ofSeries(only, all.labels), [only, all.labels]);
  const zones = useMemo(() => ofSeries(only, all.zones), [only, all.zones]);
  const selected = ofSeries(only, all.selected ? [all.selected] : []).length > 0 ? all.selected : null;
  const painter = useMemo(
    () => ({
      drawUnder: (plot: uPlot) => drawHatch(plot, zones, theme),
      drawOver: (plot: uPlot) => {
        drawZoneLabels(plot, zones, t('marks.kind-left-out', 'Excluded'), theme);
        drawLabelBars(plot, labels, theme);
        drawSuppressed(plot, theme);
        if (selected) {
          drawSelection(plot, selected, theme);
        }
      },
    }),
    [labels, zones, selected, theme]
  );
  const area = usePlotOverlay(config, painter);
  const wrapper = area?.plot.root.querySelector('.u-wrap');
  if (!area || !wrapper) {
    return null;
  }
  const { left, top, width } = area;
  return createPortal(
    <div className={styles.edge} style={{ left, top, width }} data-testid="residual-marks">
      {placeIcons(labels, area).map(({ label, left: iconLeft }) => (
        <Tooltip key={label.id} content={label.text}>
          <button
            type="button"
            className={styles.icon}
            style={{ left: iconLeft }}
            aria-label={label.text}
            onClick={(event) => onLabel(label.id, event.currentTarget.getBoundingClientRect())}
          >
            <Icon name={LABEL_ICONS[label.kind]} size="xs" />
          </button>
        </Tooltip>
      ))}
    </div>,
    wrapper
  );
}

/** What concerns the only series of a plot; everything in a plot of all series. */
function ofSeries<Item extends Pick<ChartLabel, 'series'>>(
  only: number | undefined,
  items: readonly Item[]
): readonly Item[] {
  return only === undefined
    ? items
    : items.filter(({ series }) => series === null || series === only).map((one) => ({ ...one, series: null }));
}

/** Places icons at the start of their labels, moved to the right if they would overlap. The last may not fit. */
function placeIcons(labels: readonly ChartLabel[], area: PlotArea): Array<{ label: ChartLabel; left: number }> {
  let free = 0;
  return labels
    .filter((label) => overlaps(label, area) && isSeriesVisible(area.plot, label))
    .sort((a, b) => a.from - b.from)
    .flatMap((label) => {
      const left = Math.max(free, Math.min(leftOf(area, label.from), area.width - ICON_SIZE));
      if (left > area.width - ICON_SIZE) {
        return [];
      }
      free = left + ICON_SIZE;
      return [{ label, left }];
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
