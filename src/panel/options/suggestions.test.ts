import { FieldType, getPanelDataSummary, toDataFrame } from '@grafana/data';
import { plugin } from '../../module';
import { suggestPanel } from './suggestions';

jest.mock('../../worker/client', () => ({ sharedAnalysisClient: jest.fn() }));

const summary = (points: number, type = FieldType.number) => {
  const rows = Array.from({ length: points }, (_, index) => index);
  return getPanelDataSummary([
    toDataFrame({
      fields: [
        { name: 'time', type: FieldType.time, values: rows },
        { name: 'a', type, values: rows },
      ],
    }),
  ]);
};

test('the panel is suggested for a time series of two windows and more', () => {
  expect(suggestPanel(summary(64))).toHaveLength(1);
  expect(suggestPanel(summary(63))).toBeUndefined();
});

test('it is not suggested without numbers, or without anything', () => {
  expect(suggestPanel(summary(500, FieldType.string))).toBeUndefined();
  expect(suggestPanel(getPanelDataSummary([]))).toBeUndefined();
});

test('the plugin offers a panel, and Grafana can ask it for suggestions', () => {
  expect(plugin.panel).not.toBeNull();
  plugin.meta = { ...plugin.meta, id: 'residual-anomaly-panel', name: 'Residual – anomaly detection' };
  expect(plugin.getSuggestions(summary(500))).toMatchObject([
    { pluginId: 'residual-anomaly-panel', name: 'Anomaly detection' },
  ]);
});
