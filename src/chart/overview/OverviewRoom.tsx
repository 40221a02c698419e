import React, { type ComponentType, useLayoutEffect, useRef } from 'react';
import type { UPlotConfigBuilder } from '@grafana/ui';
import { usePlotFrame } from '../plot/plotFrame';
import type { OverviewStripProps } from './OverviewStrip';

interface OverviewRoomProps extends Omit<OverviewStripProps, 'frame' | 'crosshairRef'> {
  readonly config: UPlotConfigBuilder;
  /** Null while its file loads. */
  readonly Strip: ComponentType<OverviewStripProps> | null;
}

/**
 * Follows the plot for the strip above it. Render it before UPlotChart, which reads its hooks when it mounts, so that a
 * strip that loads later has them.
 */
export function OverviewRoom({ config, Strip, ...props }: OverviewRoomProps) {
  const frame = usePlotFrame(config);
  const crosshairRef = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    config.addHook('setCursor', ({ cursor: { left = -1 }, bbox }) => {
      const line = crosshairRef.current;
      if (line) {
        line.style.display = left < 0 ? 'none' : '';
        line.style.transform = `translateX(${bbox.left / devicePixelRatio + left}px)`;
      }
    });
  }, [config]);
  return Strip && <Strip {...props} frame={frame} crosshairRef={crosshairRef} />;
}
