import { type FieldConfigSource, getPanelOptionsWithDefaults, type PanelPlugin } from '@grafana/data';
import { useMemo } from 'react';

/** The part of a panel that the user can change on the page. */
export interface PanelState {
  readonly options: Record<string, unknown>;
  readonly fieldConfig: FieldConfigSource;
}

/** The options and field configuration in use: the state's values over the plugin's defaults. */
export function usePanelOptions(plugin: PanelPlugin, state: PanelState) {
  return useMemo(
    () =>
      getPanelOptionsWithDefaults({
        plugin,
        currentOptions: state.options,
        currentFieldConfig: state.fieldConfig,
        isAfterPluginChange: false,
      }),
    [plugin, state]
  );
}
