import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type uPlot from 'uplot';
import type { UPlotConfigBuilder } from '@grafana/ui';
import type { Interval } from '../../detector/interval';

/** Position of the plot area and its time range, to place elements over it. */
export interface PlotArea extends Interval {
  readonly plot: uPlot;
  /** CSS pixels within uPlot's wrapper. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface OverlayPainter {
  /** Below grid and lines. */
  readonly drawUnder?: (plot: uPlot) => void;
  /** Above them. */
  readonly drawOver?: (plot: uPlot) => void;
}

/** For layers that consist of elements only. A stable painter avoids repainting the plot. */
export const NOTHING_PAINTED: OverlayPainter = {};

/**
 * Paints on a plot in addition to its configuration, and follows the plot area. A new painter repaints the plot at once, so
 * memoise it.
 *
 * @returns null before uPlot first draws
 */
export function usePlotOverlay(config: UPlotConfigBuilder, painter: OverlayPainter): PlotArea | null {
  const [area, setArea] = useState<PlotArea | null>(null);
  const latest = useRef(painter);

  useLayoutEffect(() => {
    latest.current = painter;
  }, [painter]);

  // A child's effects run before those of UPlotChart around it, so the hooks exist before uPlot mounts.
  useLayoutEffect(() => {
    let shown: PlotArea | null = null;
    config.addHook('drawClear', (plot) => latest.current.drawUnder?.(plot));
    config.addHook('draw', (plot) => {
      latest.current.drawOver?.(plot);
      const next = areaOf(plot);
      if (!shown || !sameArea(shown, next)) {
        shown = next;
        queueMicrotask(() => shown === next && setArea(next));
      }
    });
    config.addHook('destroy', () => {
      shown = null;
    });
  }, [config]);

  // A configuration keeps its hooks after their layer unmounts.
  useLayoutEffect(
    () => () => {
      latest.current = NOTHING_PAINTED;
    },
    []
  );

  useEffect(() => {
    area?.plot.redraw(false, false);
  }, [painter, area?.plot]);
  return area;
}

function areaOf(plot: uPlot): PlotArea {
  const { left, top, width, height } = plot.bbox;
  const [from, to] = [plot.scales.x.min ?? 0, plot.scales.x.max ?? 1];
  const ratio = devicePixelRatio;
  return { plot, left: left / ratio, top: top / ratio, width: width / ratio, height: height / ratio, from, to };
}

function sameArea(a: PlotArea, b: PlotArea): boolean {
  return (Object.keys(a) as Array<keyof PlotArea>).every((key) => a[key] === b[key]);
}

/** CSS pixels of a time from the area's left edge, also outside of it. */
export function leftOf({ from, to, width }: Pick<PlotArea, 'from' | 'to' | 'width'>, time: number): number {
  return ((time - from) / (to - from)) * width;
}
