import { PanelPlugin } from '@grafana/data';
import { type SeriesFieldConfig, fieldConfigOptions } from './panel/fieldConfig';
import type { ResidualOptions } from './panel/options';
import { addOptionsEditor } from './panel/optionsEditor';
import { ResidualPanel } from './panel/ResidualPanel';
import { suggestPanel } from './panel/suggestions';

/** What the plugin offers to Grafana. */
export const plugin = new PanelPlugin<ResidualOptions, SeriesFieldConfig>(ResidualPanel)
  .useFieldConfig(fieldConfigOptions())
  .setPanelOptions(addOptionsEditor)
  .setSuggestionsSupplier(suggestPanel);
