import type { FieldConfigSource, PanelModel } from '@grafana/data';
import { t } from '../../shared/i18n';
import { EXACT_SETTINGS, type ResidualOptions } from './options';
import { record } from './optionReaders';

/** What stood over the legend's column of anomaly peaks, in each language. */
const FORMER_ANOMALY_PEAK: readonly unknown[] = ['Peak error', '최대 오차'];

/**
 * Brings options of an earlier version, or written by hand, to how the editor writes them now. Applied to its own answer
 * it changes nothing; what it does not know it leaves as it is, and reading the options tells what does not fit.
 */
export function migratePanel(panel: PanelModel<Partial<ResidualOptions>>): Partial<ResidualOptions> {
  panel.fieldConfig = withoutOldHideFrom(panel.fieldConfig);
  const options = record(panel.options);
  const detection = record(options.detection);
  const display = record(options.display);
  // A number that only one sensitivity lets a person set means that sensitivity.
  if (detection.sensitivity === undefined && EXACT_SETTINGS.some((key) => detection[key] !== undefined)) {
    options.detection = { ...detection, sensitivity: 'exact' };
  }
  // Before there were colours by severity, a colour that was chosen was the colour.
  if (display.shadingColorMode === undefined && display.shadingColor !== undefined) {
    options.display = { ...display, shadingColorMode: 'fixed' };
  }
  const legend = record(options.legend);
  // The legend sorts by what stands over a column, and one has another name now.
  if (FORMER_ANOMALY_PEAK.includes(legend.sortBy)) {
    options.legend = { ...legend, sortBy: t('legend.anomaly-peak', 'Anomaly peak') };
  }
  return options;
}

/** Grafana 7 called `hideFrom.viz` `hideFrom.graph`; dashboards of that time still do. The very same where there is none. */
export function withoutOldHideFrom(fieldConfig: FieldConfigSource | undefined): FieldConfigSource {
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
