import type uPlot from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { GraphThresholdsStyleMode } from '@grafana/schema';
import { UPlotConfigBuilder } from '@grafana/ui';
import type { ChartSeries } from './plotModel';
import { customConfig } from './fieldStyle';
import { laneLayout } from '../lane/lanes';
import { scaleKey } from './scales';

type Draw = (plot: uPlot) => void;

/**
 * Draws the thresholds of a series' field where its field config shows them, as the time series panel does, within the
 * upper lane. Null where they are not shown. Grafana's drawing is not exported by itself; a builder that draws nothing
 * hands it out.
 */
export function thresholdsOf(
  { field }: Pick<ChartSeries, 'field'>,
  withLane: boolean,
  theme: GrafanaTheme2
): Draw | null {
  const { thresholdsStyle, axisSoftMin, axisSoftMax } = customConfig(field);
  const { thresholds, min, max } = field.config;
  if (!thresholds?.steps || !thresholdsStyle || thresholdsStyle.mode === GraphThresholdsStyleMode.Off) {
    return null;
  }
  const scratch = new UPlotConfigBuilder();
  scratch.addThresholds({
    config: thresholdsStyle,
    thresholds,
    scaleKey: scaleKey(field),
    theme,
    hardMin: min,
    hardMax: max,
    softMin: axisSoftMin,
    softMax: axisSoftMax,
  });
  const draws = scratch.getConfig().hooks?.drawClear ?? [];
  return (plot) => {
    const { ctx, bbox } = plot;
    const { values } = laneLayout(plot.height, withLane);
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height * (1 - values.bottom));
    ctx.clip();
    for (const draw of draws) {
      draw?.(plot);
    }
    ctx.restore();
  };
}
