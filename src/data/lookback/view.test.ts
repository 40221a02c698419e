import { type DataQueryRequest, FieldType, dateTime, toDataFrame } from '@grafana/data';
import { readFrames } from '../../series/frames';
import { viewOf } from './view';

jest.mock('@grafana/runtime', () => ({ config: {}, getTemplateSrv: () => ({ replace: (text: string) => text }) }));

const MINUTE = 60_000;

function stepIn(times: number[], values: Array<number | null>): number {
  const range = { from: dateTime(times[0]), to: dateTime(times[times.length - 1]) };
  const request = { range: { ...range, raw: range }, intervalMs: 1, startTime: 0, targets: [] } as unknown;
  const frame = toDataFrame({
    fields: [
      { name: 'time', type: FieldType.time, values: times },
      { name: 'cpu', type: FieldType.number, values },
    ],
  });
  return viewOf(request as DataQueryRequest, readFrames([frame]), 'auto').stepMs;
}

test('the step is that of the detector: it goes by points, whatever rows they stand in', () => {
  const rows = Array.from({ length: 400 }, (_, row) => row);
  const times = rows.map((row) => row * MINUTE);
  expect(stepIn(times, rows)).toBe(MINUTE);
  expect(
    stepIn(
      times,
      rows.map((row) => (row % 4 === 0 ? row : null))
    )
  ).toBe(4 * MINUTE);
});

test('the step of a source without an exact one has two digits, so that it stays from refresh to refresh', () => {
  const times = Array.from({ length: 400 }, (_, row) => row * MINUTE + 1_000 * Math.sin(row));
  const late = times.map((time) => time + 7);
  expect([stepIn(times, times), stepIn(late, times)]).toEqual([60_000, 60_000]);
});
