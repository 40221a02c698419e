import { type FieldConfigSource, getPanelOptionsWithDefaults, type PanelPlugin } from '@grafana/data';
import { useMemo } from 'react';

/** What of a panel a person can change while it is on the page. */
export interface PanelState {
  readonly options: Record<string, unknown>;
  readonly fieldConfig: FieldConfigSource;
}

/** What a panel is drawn with and its pane shows: the state's options and field configuration over the plugin's defaults. */
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
