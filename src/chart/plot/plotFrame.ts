import { useLayoutEffect, useState } from 'react';
import type uPlot from 'uplot';
import type { UPlotConfigBuilder } from '@grafana/ui';

/** The plot area's place within its chart, CSS pixels. */
export interface PlotFrame {
  readonly left: number;
  readonly width: number;
}

/** Follows where the axes leave the plot area, for what must stand in line with it. Null before the first drawing. */
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
