import type { FieldConfigSource, PanelModel } from '@grafana/data';
import { t } from '../../shared/i18n';
import type { ResidualOptions } from './options';
import { record } from '../../shared/record';

/** Former names of the legend's anomaly peak column, by language. */
const FORMER_ANOMALY_PEAK: readonly unknown[] = ['Peak error', '최대 오차'];

/** Numbers that imply the exact sensitivity if there is none. */
const EXACT_SETTINGS = ['floor', 'pruning'] as const;

/** Migrates a panel of an earlier version or written by hand. Idempotent. */
export function migratePanel(panel: PanelModel<Partial<ResidualOptions>>): Partial<ResidualOptions> {
  panel.fieldConfig = renameHideFromGraph(panel.fieldConfig);
  return migrated(record(panel.options));
}

/** Migrates options. Keeps unknown values, which readOptions() reports. */
export function migrated(options: Record<string, unknown>): Record<string, unknown> {
  const [detection, display, legend] = ['detection', 'display', 'legend'].map((key) => record(options[key]));
  const changes: Record<string, unknown> = {};
  if (detection.sensitivity === undefined && EXACT_SETTINGS.some((key) => detection[key] !== undefined)) {
    changes.detection = { ...detection, sensitivity: 'exact' };
  }
  // Before severity colours existed, a chosen colour was the fixed colour.
  if (display.shadingColorMode === undefined && display.shadingColor !== undefined) {
    changes.display = { ...display, shadingColorMode: 'fixed' };
  }
  // The legend sorts by column name, and this column was renamed.
  if (FORMER_ANOMALY_PEAK.includes(legend.sortBy)) {
    changes.legend = { ...legend, sortBy: t('legend.anomaly-peak', 'Anomaly peak') };
  }
  return { ...options, ...changes };
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
