import { useLayoutEffect, useState } from 'react';
import type uPlot from 'uplot';
import type { UPlotConfigBuilder } from '@grafana/ui';

/** Position of the plot area within its chart, CSS pixels. */
export interface PlotFrame {
  readonly left: number;
  readonly width: number;
}

/** Follows the plot area, for elements that align with it. Null before uPlot first draws. */
export function usePlotFrame(config: UPlotConfigBuilder): PlotFrame | null {
  const [frame, setFrame] = useState<PlotFrame | null>(null);
  useLayoutEffect(() => {
    config.addHook('draw', ({ bbox }: uPlot) => {
      const left = bbox.left / devicePixelRatio;
      const width = bbox.width / devicePixelRatio;
      setFrame((last) => (last?.left === left && last.width === width ? last : { left, width }));
    });
  }, [config]);
  return frame;
}
