import React, { type MouseEvent, useState } from 'react';
import { createPortal } from 'react-dom';
import { css } from '@emotion/css';
import { type UPlotConfigBuilder, useStyles2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { TOP_PADDING } from '../lane/lanes';
import { type ShadedInterval, plotModelOf } from '../plot/plotModel';
import { NOTHING_PAINTED, type PlotArea, leftOf, usePlotOverlay } from '../tooltip/plotOverlay';
import { bySeverity } from './severity';

interface SequencesLayerProps {
  readonly config: UPlotConfigBuilder;
  /** Called when a user asks why this interval was reported. */
  readonly onAsk: (interval: ShadedInterval) => void;
}

/** Half the width of a level's shape, and the tolerance beside a bracket, CSS pixels. */
const REACH = { shape: 6, bracket: 3 };

/**
 * Makes the brackets and shapes over the plot clickable. They are painted, so one strip over them finds which was hit. By
 * keyboard, users open the same view from the list of anomalies or the tooltip. A child of UPlotChart.
 */
export function SequencesLayer({ config, onAsk }: SequencesLayerProps) {
  const styles = useStyles2(getStyles);
  const area = usePlotOverlay(config, NOTHING_PAINTED);
  const [isOver, setIsOver] = useState(false);
  const wrapper = area?.plot.root.querySelector('.u-wrap');
  if (!area || !wrapper) {
    return null;
  }
  const hit = ({ clientX, currentTarget }: MouseEvent<HTMLElement>) =>
    intervalAt(
      plotModelOf(area.plot)?.intervals ?? [],
      area,
      clientX - currentTarget.getBoundingClientRect().left - REACH.shape
    );
  return createPortal(
    <div
      aria-hidden
      className={styles.strip}
      style={{
        left: area.left - REACH.shape,
        top: area.top - TOP_PADDING,
        width: area.width + 2 * REACH.shape,
        cursor: isOver ? 'pointer' : undefined,
      }}
      title={isOver ? t('inspector.why', 'Why?') : undefined}
      data-testid="residual-sequences"
      onMouseMove={(event) => setIsOver(hit(event) !== null)}
      onMouseLeave={() => setIsOver(false)}
      onClick={(event) => {
        const interval = hit(event);
        if (interval) {
          onAsk(interval);
        }
      }}
    />,
    wrapper
  );
}

/**
 * The interval whose shape, or else whose bracket, is at `x`. Of several it is the severest, which is drawn on top.
 *
 * @param x CSS pixels from the plot area's left edge
 */
export function intervalAt(
  intervals: readonly ShadedInterval[],
  area: Pick<PlotArea, 'from' | 'to' | 'width'>,
  x: number
): ShadedInterval | null {
  const left = (time: number) => leftOf(area, time);
  const shapes = intervals.filter(({ peak }) => Math.abs(left(peak) - x) <= REACH.shape);
  const brackets = intervals.filter(({ from, to }) => left(from) - REACH.bracket <= x && x <= left(to) + REACH.bracket);
  return severest(shapes) ?? severest(brackets);
}

function severest(intervals: readonly ShadedInterval[]): ShadedInterval | null {
  return [...intervals].sort(bySeverity).at(-1) ?? null;
}

const getStyles = () => ({
  strip: css({ position: 'absolute', height: TOP_PADDING }),
});
