import type { FieldConfigSource, PanelModel } from '@grafana/data';
import { t } from '../../shared/i18n';
import { EXACT_SETTINGS, type ResidualOptions } from './options';
import { record } from '../../shared/record';

/** Former names of the legend's anomaly peak column, by language. */
const FORMER_ANOMALY_PEAK: readonly unknown[] = ['Peak error', '최대 오차'];

/**
 * Migrates options of earlier versions or written by hand. Idempotent. Keeps unknown values, which readOptions()
 * reports.
 */
export function migratePanel(panel: PanelModel<Partial<ResidualOptions>>): Partial<ResidualOptions> {
  panel.fieldConfig = renameHideFromGraph(panel.fieldConfig);
  const options = record(panel.options);
  const detection = record(options.detection);
  const display = record(options.display);
  // Exact numbers without a sensitivity imply the exact sensitivity.
  if (detection.sensitivity === undefined && EXACT_SETTINGS.some((key) => detection[key] !== undefined)) {
    options.detection = { ...detection, sensitivity: 'exact' };
  }
  // Before severity colours existed, a chosen colour was the fixed colour.
  if (display.shadingColorMode === undefined && display.shadingColor !== undefined) {
    options.display = { ...display, shadingColorMode: 'fixed' };
  }
  const legend = record(options.legend);
  // The legend sorts by column name, and this column was renamed.
  if (FORMER_ANOMALY_PEAK.includes(legend.sortBy)) {
    options.legend = { ...legend, sortBy: t('legend.anomaly-peak', 'Anomaly peak') };
  }
  return options;
}

/** Renames `hideFrom.graph` of Grafana 7 to `hideFrom.viz`. Returns the same object if there is none. */
export function renameHideFromGraph(fieldConfig: FieldConfigSource | undefined): FieldConfigSource {
  if (!fieldConfig?.overrides?.some(({ properties }) => properties.some(isOldHideFrom))) {
    return fieldConfig ?? { defaults: {}, overrides: [] };
  }
  return {
    ...fieldConfig,
    overrides: fieldConfig.overrides.map((rule) => ({
      ...rule,
      properties: rule.properties.map((property) => {
        if (!isOldHideFrom(property)) {
          return property;
        }
        const { graph, ...others } = record(property.value);
        return { ...property, value: { viz: graph, ...others } };
      }),
    })),
  };
}

function isOldHideFrom({ id, value }: { readonly id: string; readonly value?: unknown }): boolean {
  return id === 'custom.hideFrom' && record(value).graph !== undefined;
}
