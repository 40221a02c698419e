import { useLayoutEffect } from 'react';
import type { UPlotConfigBuilder } from '@grafana/ui';

interface ZoomOnSelectProps {
  readonly config: UPlotConfigBuilder;
  readonly onZoom: (range: { from: number; to: number }) => void;
}

/** Less than this is a click with a shaky hand, CSS pixels. */
const LEAST_DISTANCE = 5;

/** Drag to zoom where the tooltip, which brings it along otherwise, is switched off. */
export function ZoomOnSelect({ config, onZoom }: ZoomOnSelectProps) {
  useLayoutEffect(() => {
    config.addHook('setSelect', (plot) => {
      const { left, width } = plot.select;
      if (width >= LEAST_DISTANCE) {
        onZoom({ from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') });
      }
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    });
  }, [config, onZoom]);
  return null;
}
