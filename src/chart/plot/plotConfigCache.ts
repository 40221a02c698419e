import type { UPlotConfigBuilder } from '@grafana/ui';
import type { PlotModel } from './plotModel';
import { type PlotStyle, makePlotConfig, structureOf } from './plotConfig';

/** Keeps a configuration while nothing it was made from changes: a new one makes a new plot and drops the tooltip. */
export class PlotConfigCache {
  private key = '';
  private config: UPlotConfigBuilder | null = null;

  configFor(model: PlotModel, style: PlotStyle, plugins = ''): UPlotConfigBuilder {
    const key = structureOf(model, style) + plugins;
    if (this.config === null || key !== this.key) {
      this.config = makePlotConfig(model, style);
      this.key = key;
    }
    return this.config;
  }
}
