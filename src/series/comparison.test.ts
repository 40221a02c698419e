import { type DataFrame, DataFrameType, FieldType, toDataFrame } from '@grafana/data';
import { readFrames } from './frames';

const DAY = 86_400_000;
const NOW = Date.UTC(2024, 4, 8);
const at = (start: number, values: number[]) => values.map((_, row) => start + row * 60_000);

interface Made {
  readonly refId?: string;
  readonly start?: number;
  readonly values?: number[];
  readonly labels?: Record<string, string>;
  readonly diffMs?: number;
  readonly config?: object;
}

/** A frame as Grafana makes it; a comparison if it has a distance. */
function frame({ refId = 'A', start = NOW, values = [1, 2, 3], labels, diffMs, config = {} }: Made): DataFrame {
  return toDataFrame({
    refId: diffMs === undefined ? refId : `${refId}-compare`,
    meta: diffMs === undefined ? undefined : { timeCompare: { diffMs, isTimeShiftQuery: true } },
    fields: [
      { name: 'Time', type: FieldType.time, values: at(start, values) },
      { name: 'Value', type: FieldType.number, values, labels, config },
    ],
  });
}

test('a comparison is no series, but lies over the present under a name of its own', () => {
  const { series, compared } = readFrames([
    frame({ config: { displayName: 'cpu' } }),
    frame({ start: NOW - DAY, diffMs: -DAY, values: [4, 5, 6], config: { displayName: 'cpu' } }),
  ]);
  expect(series.map(({ name }) => name)).toEqual(['cpu']);
  expect(compared.map(({ name }) => name)).toEqual(['cpu (comparison)']);
  expect(Array.from(compared[0].series.times)).toEqual(at(NOW, [4, 5, 6]));
  expect(Array.from(compared[0].series.values)).toEqual([4, 5, 6]);
  expect(compared[0]).toMatchObject({ comparison: { shiftMs: DAY, of: 0 } });
});

test.each([
  ['has been shifted before', NOW, -DAY, 0],
  ['is of a later period', NOW + DAY, DAY, -DAY],
  ['names its distance without a sign', NOW - DAY, DAY, DAY],
])('a comparison that %s lies over the present', (_, start, diffMs, shiftMs) => {
  const { compared } = readFrames([frame({}), frame({ start, diffMs })]);
  expect(compared[0].comparison.shiftMs).toBe(shiftMs);
  expect(Array.from(compared[0].series.times)).toEqual(at(NOW, [1, 2, 3]));
});

test('a compared series that began late is shifted as the others of its period', () => {
  const hour = 60;
  const day = Array.from({ length: 6 * hour }, (_, row) => row);
  const [a, b] = [{ host: 'a' }, { host: 'b' }];
  const before = { diffMs: -hour * 60_000, start: NOW - hour * 60_000 };
  const { compared } = readFrames([
    frame({ values: day, labels: a }),
    frame({ values: day, labels: b }),
    frame({ ...before, values: day, labels: a }),
    frame({ ...before, start: NOW + 3 * hour * 60_000, values: day.slice(0, 2 * hour), labels: b }),
  ]);
  expect(compared.map(({ comparison }) => comparison.shiftMs)).toEqual([hour * 60_000, hour * 60_000]);
});

test('each comparison has the hue of the series with its query and labels, in whatever order', () => {
  const [a, b] = [{ host: 'a' }, { host: 'b' }];
  const red = { color: { mode: 'fixed', fixedColor: 'red' } };
  const { series, compared } = readFrames([
    frame({ labels: a }),
    frame({ labels: b, config: red }),
    frame({ refId: 'B', labels: a }),
    frame({ refId: 'B', labels: a, diffMs: -DAY, start: NOW - DAY }),
    frame({ labels: b, diffMs: -DAY, start: NOW - DAY }),
    frame({ labels: a, diffMs: -DAY, start: NOW - DAY }),
  ]);
  expect(compared.map(({ comparison }) => comparison.of)).toEqual([2, 1, 0]);
  expect(compared.map(({ field }) => field.state?.seriesIndex)).toEqual([2, 1, 0]);
  expect(compared[1].field.config.color).toEqual(red.color);
  expect(series[1].field.config.custom?.lineStyle).toBeUndefined();
  expect(compared[1].field.config.custom?.lineStyle).toEqual({ fill: 'dash', dash: [1, 5, 4, 5] });
});

test('a comparison of a series that is gone is drawn over the present all the same', () => {
  const gone = frame({ labels: { host: 'gone' }, diffMs: -DAY, start: NOW - DAY });
  const { compared } = readFrames([frame({ labels: { host: 'a' } }), gone]);
  expect(compared[0]).toMatchObject({ comparison: { of: null, shiftMs: DAY } });
  expect(readFrames([gone]).compared[0].comparison.shiftMs).toBe(DAY);
});

test('a long frame of a comparison stays one', () => {
  const long = (start: number, meta: object) => ({
    meta: { type: DataFrameType.TimeSeriesLong, ...meta },
    fields: [
      { name: 'Time', type: FieldType.time, values: [start, start, start + 1, start + 1] },
      { name: 'host', type: FieldType.string, values: ['a', 'b', 'a', 'b'] },
      { name: 'load', type: FieldType.number, values: [1, 2, 3, 4] },
    ],
  });
  const { series, compared } = readFrames([
    toDataFrame({ refId: 'A', ...long(NOW, {}) }),
    toDataFrame({
      refId: 'A-compare',
      ...long(NOW - DAY, { timeCompare: { diffMs: -DAY, isTimeShiftQuery: true } }),
    }),
  ]);
  expect(series).toHaveLength(2);
  expect(compared.map(({ comparison }) => comparison.of)).toEqual([0, 1]);
});
