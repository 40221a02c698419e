import type {
  ConfigOverrideRule,
  DynamicConfigValue,
  FieldConfigSource,
  SystemConfigOverrideRule,
} from '@grafana/data';
import { SeriesVisibilityChangeMode } from '@grafana/ui';

const SYSTEM_REF = 'hideSeriesFrom';

/**
 * The effect of a click in Grafana's legend: it isolates a series or shows all again, and with a modifier it adds or
 * removes one. Grafana 13's legend also passes the exact list of series to show, or null for all.
 */
export function toggleSeries(
  config: FieldConfigSource,
  chosen: string | readonly string[] | null,
  mode: SeriesVisibilityChangeMode,
  all: readonly string[]
): FieldConfigSource {
  const rest = config.overrides.filter((rule) => !isHidingRule(rule));
  const shown = shownNames(config.overrides.find(isHidingRule)) ?? all;
  const next = typeof chosen === 'string' ? afterClick(chosen, mode, shown, all) : (chosen ?? all);
  const everything = all.every((name) => next.includes(name));
  return { ...config, overrides: everything ? rest : [...rest, hideAllBut(next)] };
}

function afterClick(
  label: string,
  mode: SeriesVisibilityChangeMode,
  shown: readonly string[],
  all: readonly string[]
): readonly string[] {
  if (mode === SeriesVisibilityChangeMode.AppendToSelection) {
    return shown.includes(label) ? shown.filter((name) => name !== label) : [...shown, label];
  }
  return shown.length === 1 && shown[0] === label ? all : [label];
}

/** A colour chosen in the legend: a field override, as Grafana writes it. */
export function colorSeries(config: FieldConfigSource, label: string, color: string): FieldConfigSource {
  const value: DynamicConfigValue = { id: 'color', value: { mode: 'fixed', fixedColor: color } };
  const existing = config.overrides.find((rule) => rule.matcher.id === 'byName' && rule.matcher.options === label);
  const rule: ConfigOverrideRule = existing
    ? { ...existing, properties: [...existing.properties.filter(({ id }) => id !== 'color'), value] }
    : { matcher: { id: 'byName', options: label }, properties: [value] };
  return { ...config, overrides: [...config.overrides.filter((other) => other !== existing), rule] };
}

function hideAllBut(names: readonly string[]): SystemConfigOverrideRule {
  return {
    __systemRef: SYSTEM_REF,
    matcher: {
      id: 'byNames',
      options: { mode: 'exclude', names: [...names], prefix: 'All except:', readOnly: true },
    },
    properties: [{ id: 'custom.hideFrom', value: { viz: true, legend: false, tooltip: true } }],
  };
}

function isHidingRule(rule: ConfigOverrideRule): boolean {
  return '__systemRef' in rule && rule.__systemRef === SYSTEM_REF;
}

function shownNames(rule: ConfigOverrideRule | undefined): readonly string[] | undefined {
  const names: unknown = rule?.matcher.options?.names;
  return Array.isArray(names) ? names : undefined;
}
