import { dateTime, type TimeRange } from '@grafana/data';
import { framesIn } from './frames';

const rangeOf = (from: number, to: number): TimeRange => ({
  from: dateTime(from),
  to: dateTime(to),
  raw: { from: dateTime(from), to: dateTime(to) },
});

test('gives the rows within the range, both ends included, in the order of the file', () => {
  const [frame] = framesIn(rangeOf(2, 4), [
    { name: 'load', times: [5, 4, 2, 3, 1, NaN], values: [50, 40, 20, 30, 10, 0] },
  ]);
  expect(frame.fields.map(({ values }) => values)).toEqual([
    [4, 2, 3],
    [40, 20, 30],
  ]);
});

test('a gap is null, and name and unit are those of the metric', () => {
  const [frame] = framesIn(rangeOf(0, 9), [{ name: 'load', unit: 'ms', times: [1, 2], values: [NaN, 7] }]);
  expect(frame.fields[1].values).toEqual([null, 7]);
  expect(frame.fields[1].config).toEqual({ displayName: 'load', unit: 'ms' });
});
