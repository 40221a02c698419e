import type { PanelData, PanelProps } from '@grafana/data';
import type { ResidualOptions } from './options/options';

/** What Grafana gives a panel of 800 by 400 pixels over this data. Options as a dashboard may hold them: anything. */
export function panelProps(data: PanelData, options: unknown): PanelProps<ResidualOptions> {
  return {
    id: 1,
    title: '',
    data,
    timeRange: data.timeRange,
    timeZone: 'utc',
    options: options as ResidualOptions,
    transparent: false,
    width: 800,
    height: 400,
    fieldConfig: { defaults: {}, overrides: [] },
    renderCounter: 0,
    eventBus: {
      publish: jest.fn(),
      getStream: jest.fn(),
      subscribe: jest.fn(),
      removeAllListeners: jest.fn(),
      newScopedBus: jest.fn(),
    },
    replaceVariables: (text) => text,
    onOptionsChange: jest.fn(),
    onFieldConfigChange: jest.fn(),
    onChangeTimeRange: jest.fn(),
  };
}
