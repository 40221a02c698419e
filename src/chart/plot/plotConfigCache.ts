import type { UPlotConfigBuilder } from '@grafana/ui';
import { type PlotStyle, makePlotConfig, structureOf } from './plotConfig';
import type { PlotModel } from './plotModel';

/** Reuses a configuration while its inputs stay the same. A new one makes a new plot and closes the tooltip. */
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
