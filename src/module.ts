import { PanelPlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { takeOverPanel } from './panel/options/changeHandler';
import { type SeriesFieldConfig, fieldConfigOptions } from './panel/options/fieldConfig';
import { migratePanel } from './panel/options/migration';
import type { ResidualOptions } from './panel/options/options';
import { addOptionsEditor } from './panel/options/optionsEditor';
import { ResidualPanel } from './panel/ResidualPanel';
import { suggestPanel } from './panel/options/suggestions';

// Grafana has loaded the texts of the person's language before this runs; this names them as the plugin's own.
void initPluginTranslations('residual-anomaly-panel');

/** What the plugin offers to Grafana. */
export const plugin = new PanelPlugin<ResidualOptions, SeriesFieldConfig>(ResidualPanel)
  .useFieldConfig(fieldConfigOptions())
  .setPanelOptions(addOptionsEditor)
  .setPanelChangeHandler(takeOverPanel)
  .setMigrationHandler(migratePanel)
  .setSuggestionsSupplier(suggestPanel)
  .setDataSupport({ annotations: true, alertStates: true });
