import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type uPlot from 'uplot';
import type { UPlotConfigBuilder } from '@grafana/ui';

/** Where the plot's area lies and what time it shows: all that is needed to put an element over it. */
export interface PlotArea {
  readonly plot: uPlot;
  /** CSS pixels within uPlot's wrapper. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Epoch milliseconds at the left and right edge. */
  readonly from: number;
  readonly to: number;
}

export interface OverlayPainter {
  /** Under grid and lines. */
  readonly drawUnder?: (plot: uPlot) => void;
  /** Over them. */
  readonly drawOver?: (plot: uPlot) => void;
}

/** Of layers that are elements and nothing else: what moves over the plot must not have it painted again. */
export const NOTHING_PAINTED: OverlayPainter = {};

/**
 * Paints on a plot beside what its configuration draws, and tells where the plot's area is each time it moved. A new
 * painter paints at once; make it anew only when what it paints has changed.
 */
export function usePlotOverlay(config: UPlotConfigBuilder, painter: OverlayPainter): PlotArea | null {
  const [area, setArea] = useState<PlotArea | null>(null);
  const latest = useRef(painter);

  useLayoutEffect(() => {
    latest.current = painter;
  }, [painter]);

  // Before the plot is made: a child's effects run before those of UPlotChart around it.
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

  // A configuration keeps its hooks, also those of a layer that is gone.
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

/** CSS pixels from the area's left edge; outside of 0 to its width where the time is not in view. */
export function leftOf({ from, to, width }: Pick<PlotArea, 'from' | 'to' | 'width'>, time: number): number {
  return ((time - from) / (to - from)) * width;
}
