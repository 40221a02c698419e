import { DataFrameType, FieldType, toDataFrame } from '@grafana/data';
import { readFrames } from './frames';

const T = [1000, 2000, 3000];
const time = (values: unknown[] = T) => ({ name: 'time', type: FieldType.time, values });
const number = (name: string, values: unknown[], extra = {}) => ({ name, type: FieldType.number, values, ...extra });
const text = (name: string, values: unknown[]) => ({ name, type: FieldType.string, values });

const read = (...fieldLists: Array<Array<Record<string, unknown>>>) =>
  readFrames(fieldLists.map((fields) => toDataFrame({ fields })));

test('every numeric field of a wide frame is a series, with times in milliseconds', () => {
  const { series } = read([time(), number('cpu', [1, 2, 3]), number('memory', [4, 5, 6])]);
  expect(series.map(({ name }) => name)).toEqual(['cpu', 'memory']);
  expect(Array.from(series[1].series.times)).toEqual(T);
  expect(Array.from(series[1].series.values)).toEqual([4, 5, 6]);
});

test('frames of different lengths keep their own times', () => {
  const { series } = read([time(), number('a', [1, 2, 3])], [time([5, 6]), number('b', [7, 8])]);
  expect(series.map((one) => [one.frameIndex, Array.from(one.series.times)])).toEqual([
    [0, T],
    [1, [5, 6]],
  ]);
});

test('a long frame becomes one series for each combination of labels, labels in its name', () => {
  const frame = toDataFrame({
    meta: { type: DataFrameType.TimeSeriesLong },
    fields: [time([1, 1, 2, 2]), text('host', ['a', 'b', 'a', 'b']), number('load', [10, 20, 11, 21])],
  });
  const { series, unusable } = readFrames([frame]);
  expect(series.map(({ field }) => field.labels)).toEqual([{ host: 'a' }, { host: 'b' }]);
  expect(series.map((one) => Array.from(one.series.values))).toEqual([
    [10, 11],
    [20, 21],
  ]);
  expect(series.map(({ name }) => name)).toEqual([expect.stringContaining('a'), expect.stringContaining('b')]);
  expect(unusable).toEqual([]);
});

test('text beside repeated times is read as long even without a declared type', () => {
  const { series } = read([time([1, 1, 2, 2]), text('host', ['a', 'b', 'a', 'b']), number('load', [1, 2, 3, 4])]);
  expect(series).toHaveLength(2);
});

test('a column of nulls that arrived as text does not make a frame long and is named as empty', () => {
  const { series, unusable } = read([time([1, 1, 2]), number('a', [1, 2, 3]), text('b', [null, null, null])]);
  expect(series.map(({ name }) => name)).toEqual(['a']);
  expect(unusable).toEqual([{ name: 'b', reason: 'every value is empty' }]);
});

test('without a time field there is no series, and the field says why', () => {
  const { series, unusable } = read([number('a', [1, 2])]);
  expect(series).toEqual([]);
  expect(unusable).toEqual([{ name: 'a', reason: 'no time field in its frame' }]);
});

test('without numbers there is no series', () => {
  expect(read([time(), text('word', ['x', 'y', 'z'])]).series).toEqual([]);
});

test('an empty frame and no frame at all give no series', () => {
  expect(read([time([]), number('a', [])]).series).toEqual([]);
  expect(readFrames([]).series).toEqual([]);
});

test('null, undefined, NaN, infinities and text among numbers are gaps', () => {
  const values = [null, undefined, NaN, Infinity, -Infinity, '7', 1];
  const { series } = read([time([1, 2, 3, 4, 5, 6, 7]), number('a', values)]);
  expect(Array.from(series[0].series.values)).toEqual([NaN, NaN, NaN, NaN, NaN, NaN, 1]);
});

test('the greatest numbers pass unchanged', () => {
  const { series } = read([time([1, 2]), number('a', [1e300, -1e300])]);
  expect(Array.from(series[0].series.values)).toEqual([1e300, -1e300]);
});

test('rows are sorted, one a time, and the row of each point is known', () => {
  const [{ series, rows }] = read([time([3, 1, 1, 2]), number('a', [30, 10, 11, 20])]).series;
  expect(Array.from(series.times)).toEqual([1, 2, 3]);
  expect(Array.from(series.values)).toEqual([11, 20, 30]);
  expect(Array.from(rows ?? [])).toEqual([2, 3, 0]);
});

test('a row without a time is dropped, and the remaining rows keep their indices', () => {
  const { series } = read([time([1, null, 3]), number('a', [10, 20, 30])]);
  expect(Array.from(series[0].series.values)).toEqual([10, 30]);
  expect(Array.from(series[0].rows ?? [])).toEqual([0, 2]);
});

test('one point is a series', () => {
  expect(read([time([1]), number('a', [5])]).series[0].series.values).toEqual(Float64Array.of(5));
});

test('the frames that were handed in are not touched', () => {
  const frame = toDataFrame({ fields: [time(), number('a', [1, 2, 3])] });
  const field = frame.fields[1];
  readFrames([frame]);
  expect(field.state?.seriesIndex).toBeUndefined();
});

test('display name and unit of field config are kept', () => {
  const { series } = read([time(), number('a', [1, 2, 3], { config: { displayName: 'Load', unit: 'percent' } })]);
  expect(series[0].name).toBe('Load');
  expect(series[0].field.config.unit).toBe('percent');
});

test('200 series and 50,000 points are read', () => {
  const many = Array.from({ length: 200 }, (_, index) => number(`s${index}`, [1, 2, 3]));
  expect(read([time(), ...many]).series).toHaveLength(200);
  const rows = Array.from({ length: 50_000 }, (_, index) => index);
  expect(read([time(rows), number('a', rows)]).series[0].series.values).toHaveLength(50_000);
});

test('64-bit integers are numbers, and what the legend calculates with holds nothing but numbers', () => {
  const values = [5n, '7', {}, 2];
  const frame = toDataFrame({ fields: [time([1n, 2, 3, 4]), number('a', values)] });
  const { series } = readFrames([frame]);
  expect(Array.from(series[0].series.times)).toEqual([1, 2, 3, 4]);
  expect(Array.from(series[0].series.values)).toEqual([5, NaN, NaN, 2]);
  expect(series[0].field.values).toEqual([5, null, null, 2]);
  expect(frame.fields[1].values).toEqual(values);
});

test('numbers and 64-bit integers in a text column tell long series apart', () => {
  const { series } = read([time([1, 1, 1, 2]), text('host', ['a', 7, 8n, 'a']), number('load', [1, 2, 3, 4])]);
  expect(series.map(({ field }) => field.labels)).toEqual([{ host: 'a' }, { host: '7' }, { host: '8' }]);
});

test('a row with a time out of the range of dates is dropped', () => {
  const { series } = read([time([1e308, 2, -1e308, 8.64e15]), number('a', [10, 20, 30, 40])]);
  expect(Array.from(series[0].series.times)).toEqual([2, 8.64e15]);
  expect(Array.from(series[0].rows ?? [])).toEqual([1, 3]);
});
