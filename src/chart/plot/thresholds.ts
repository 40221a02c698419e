import type uPlot from 'uplot';
import type { Field, GrafanaTheme2 } from '@grafana/data';
import { GraphThresholdsStyleMode } from '@grafana/schema';
import { UPlotConfigBuilder } from '@grafana/ui';
import { laneLayout } from '../lane/lanes';
import { drawClipped } from '../layers/clip';
import { customConfig } from './fieldStyle';
import { scaleKey } from './scales';

/**
 * Draws the thresholds of a field within the upper lane, as the time series panel does. @grafana/ui does not export that
 * drawing, so a builder that draws nothing provides it.
 *
 * @returns null if the field config shows no thresholds
 */
export function thresholdsOf(field: Field, withLane: boolean, theme: GrafanaTheme2): ((plot: uPlot) => void) | null {
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
    const upperLane = { ...bbox, height: bbox.height * (1 - values.bottom) };
    drawClipped(ctx, upperLane, () => draws.forEach((draw) => draw?.(plot)));
  };
}
