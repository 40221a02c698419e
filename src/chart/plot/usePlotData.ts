import { useCallback, useEffect, useRef } from 'react';
import type uPlot from 'uplot';

/**
 * Sets the plot's data if UPlotChart does not: it passes on a new size or new data, never both at once.
 *
 * @returns for UPlotChart's `plotRef`
 */
export function usePlotData(data: uPlot.AlignedData, width: number, height: number): (plot: uPlot) => void {
  const plotRef = useRef<uPlot | null>(null);
  const keepPlot = useCallback((plot: uPlot) => {
    plotRef.current = plot;
  }, []);
  useEffect(() => {
    const plot = plotRef.current;
    if (plot && plot.data !== data) {
      plot.setData(data);
    }
  }, [data, width, height]);
  return keepPlot;
}
