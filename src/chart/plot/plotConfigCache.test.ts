import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FieldType, createTheme, getDisplayProcessor } from '@grafana/data';
import { DEFAULT_DISPLAY } from './display';
import { type ChartSeries, makePlotModel, withRange } from './plotModel';
import { PlotConfigCache } from './plotConfigCache';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const theme = createTheme();
const style = { theme, timeZone: 'utc', display: DEFAULT_DISPLAY, withLane: true };
const COUNT = 1_000;

/** As Grafana passes it to a panel: its display processor holds the field, and so its values. */
function series(level: number): ChartSeries {
  const values = Array.from({ length: COUNT }, (_, row) => level + row);
  const field = { name: 'a', type: FieldType.number, values, config: { unit: 'ms' } };
  return {
    name: 'a',
    field: { ...field, display: getDisplayProcessor({ field, theme, timeZone: 'utc' }) },
    frameIndex: 0,
    fieldIndex: 1,
    series: { times: Float64Array.from(values, (_, row) => row * 1000), values: Float64Array.from(values) },
    rows: null,
    detection: null,
  };
}

const drawn = (one: ChartSeries) => withRange(makePlotModel([one]), { from: 0, to: COUNT * 1000 }, false);

test('a configuration reused over refreshes does not retain the numbers of its first model', async () => {
  const configs = new PlotConfigCache();
  // In its own function, because the variables of this test stay alive as long as it runs.
  const first = (() => {
    const one = series(0);
    const model = drawn(one);
    return {
      config: configs.configFor(model, style),
      held: Object.entries({
        columns: model.data,
        series: one.series,
        values: one.field.values,
        field: one.field,
      }).map(([name, object]) => [name, new WeakRef<object>(object)] as const),
    };
  })();
  first.config.getConfig();
  expect(configs.configFor(drawn(series(1)), style)).toBe(first.config);
  // A WeakRef holds its object until the end of the task in which it was made.
  await new Promise((resolve) => setTimeout(resolve));
  collectGarbage();
  expect(first.held.flatMap(([name, ref]) => (ref.deref() ? [name] : []))).toEqual([]);
});
