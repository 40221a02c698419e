import { type DataFrame, DataFrameType, FieldType, dataFrameFromJSON, toDataFrame } from '@grafana/data';
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

test('two rows a time with one value each give every field its own value, whatever the order', () => {
  const rows = [time([1, 2, 1, 2]), number('cpu', [5, 6, null, null]), number('mem', [undefined, NaN, 7, 8])];
  const { series } = read(rows);
  expect(series.map((one) => [Array.from(one.series.times), Array.from(one.series.values)])).toEqual([
    [
      [1, 2],
      [5, 6],
    ],
    [
      [1, 2],
      [7, 8],
    ],
  ]);
});

test('a repeated time gives the same series whether a join of frames has kept all its rows or the last', () => {
  const kept = read([time([1, 1, 2]), number('a', [5, 6, 7])]).series[0];
  const last = read([time([1, 2]), number('a', [6, 7])]).series[0];
  expect(kept.series).toEqual(last.series);
  expect([kept.conflicts, last.conflicts]).toEqual([1, undefined]);
});

test('times that are texts are read, and a frame whose times cannot be read says so', () => {
  const { series } = read([time(['2024-05-01T12:00:00Z', '2024-05-01 12:01:00']), number('a', [1, 2])]);
  expect(Array.from(series[0].series.times)).toEqual([Date.UTC(2024, 4, 1, 12), Date.UTC(2024, 4, 1, 12, 1)]);
  const wrong = read([time(['Monday', 'Tuesday']), number('a', [1, 2]), number('b', [1, 2])]);
  expect(wrong.series).toEqual([]);
  expect(wrong.unusable).toEqual([{ name: 'time', reason: expect.stringContaining('“Monday”'), isFrame: true }]);
});

test('nanoseconds beside the times change nothing, and as the times themselves become milliseconds', () => {
  const nanos = read([{ ...time([1000, 2000]), nanos: [5, 999_999] }, number('a', [1, 2])]);
  expect(Array.from(nanos.series[0].series.times)).toEqual([1000, 2000]);
  const epoch = Date.UTC(2024, 4, 1);
  const { series } = read([time([epoch * 1e6, (epoch + 60_000) * 1e6]), number('a', [1, 2])]);
  expect(Array.from(series[0].series.times)).toEqual([epoch, epoch + 60_000]);
});

test('NaN and infinities that arrive as entities of a JSON frame are gaps', () => {
  const frame = dataFrameFromJSON({
    schema: {
      fields: [
        { name: 'time', type: FieldType.time },
        { name: 'a', type: FieldType.number },
      ],
    },
    data: {
      values: [
        [1, 2, 3, 4],
        [null, null, null, 4],
      ],
      entities: [null, { NaN: [0], Inf: [1], NegInf: [2] }],
    },
  });
  expect(Array.from(readFrames([frame]).series[0].series.values)).toEqual([NaN, NaN, NaN, 4]);
});

test('series of one name are told apart by their query or else counted, and keep the name that Grafana knows', () => {
  const frame = (refId: string, ...names: string[]) =>
    toDataFrame({
      refId,
      fields: [time(), ...names.map((displayName) => number('v', [1, 2, 3], { config: { displayName } }))],
    });
  const names = (...frames: DataFrame[]) => readFrames(frames).series.map(({ name }) => name);
  expect(names(frame('A', 'cpu'), frame('B', 'cpu'))).toEqual(['cpu', 'cpu (B)']);
  expect(names(frame('A', 'cpu', 'cpu'), frame('B', 'cpu', 'cpu'))).toEqual([
    'cpu',
    'cpu (2)',
    'cpu (B)',
    'cpu (B, 2)',
  ]);
  expect(names(frame('A', 'cpu', 'cpu (2)', 'cpu'))).toEqual(['cpu', 'cpu (2)', 'cpu (3)']);
  expect(readFrames([frame('A', 'cpu'), frame('B', 'cpu')]).series[1].displayName).toBe('cpu');
});

test('a long frame with several text columns is one series for each combination', () => {
  const { series } = read([
    time([1, 1, 1, 2, 2, 2]),
    text('host', ['a', 'a', 'b', 'a', 'a', 'b']),
    text('disk', ['x', 'y', 'x', 'x', 'y', 'x']),
    number('free', [1, 2, 3, 4, 5, 6]),
  ]);
  expect(series.map(({ field, series: { values } }) => [field.labels, Array.from(values)])).toEqual([
    [{ host: 'a', disk: 'x' }, [1, 4]],
    [{ host: 'a', disk: 'y' }, [2, 5]],
    [{ host: 'b', disk: 'x' }, [3, 6]],
  ]);
});

test.each([
  ['buckets by row', { type: DataFrameType.HeatmapRows }, [time(), number('0.1', T), number('+Inf', T)]],
  ['cells', { type: DataFrameType.HeatmapCells }, [{ ...time(), name: 'xMax' }, number('yMin', T), number('count', T)]],
  ['a histogram', { type: DataFrameType.Histogram }, [number('xMin', T), number('xMax', T), number('count', T)]],
  ['a histogram without a type', undefined, [number('xMin', T), number('xMax', T), number('count', T)]],
])('%s of a heatmap or histogram are one message with a suggestion, and no series', (_, meta, fields) => {
  const { series, unusable } = readFrames([toDataFrame({ refId: 'A', meta, fields })]);
  expect(series).toEqual([]);
  expect(unusable).toEqual([{ name: 'A', reason: expect.stringContaining('Time series'), isFrame: true }]);
});

test('calculations that Grafana has cached are not taken over, because they are of the rows as they came', () => {
  const frame = toDataFrame({ fields: [time([2, 1]), number('a', [20, 10])] });
  frame.fields[1].state = { calcs: { first: 20 }, seriesIndex: 3 };
  const { state } = readFrames([frame]).series[0].field;
  expect(state?.calcs).toBeUndefined();
  expect(state?.seriesIndex).toBe(3);
});

test('a field that is zero at a single time is a series of one row', () => {
  expect(read([time([5, 5, 5]), number('a', [0, 0, 0])]).series[0].series).toEqual({
    times: Float64Array.of(5),
    values: Float64Array.of(0),
  });
});
