import React from 'react';
import { createPortal } from 'react-dom';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { type UPlotConfigBuilder, useStyles2 } from '@grafana/ui';
import type { Interval } from '../../detector/interval';
import { NOTHING_PAINTED, leftOf, usePlotOverlay } from '../tooltip/plotOverlay';

interface PointedLayerProps {
  readonly config: UPlotConfigBuilder;
  /** The time span that a user points at outside of the chart. */
  readonly pointed: Interval | null;
}

/** A narrower frame is easily missed, CSS pixels. */
const MIN_WIDTH = 5;

/** Draws a frame around the time span. A child of UPlotChart. */
export function PointedLayer({ config, pointed }: PointedLayerProps) {
  const styles = useStyles2(getStyles);
  const area = usePlotOverlay(config, NOTHING_PAINTED);
  if (!area || !pointed) {
    return null;
  }
  const [from, to] = [leftOf(area, pointed.from), leftOf(area, pointed.to)].map((x) =>
    Math.min(area.width, Math.max(0, x))
  );
  const width = Math.max(MIN_WIDTH, to - from);
  return createPortal(
    <div className={styles.frame} style={{ left: (from + to - width) / 2, width }} data-testid="residual-pointed" />,
    area.plot.over
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    border: `1px solid ${theme.colors.text.primary}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.action.hover,
    pointerEvents: 'none',
  }),
});
