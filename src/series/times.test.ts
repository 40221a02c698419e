/** @jest-environment node */
import { timesOf } from './times';

const NOON = Date.UTC(2024, 4, 1, 12);
const read = (values: unknown[]) => ({ ...timesOf(values), times: [...timesOf(values).times] });

test('epoch milliseconds are times, and anything that is no time is NaN', () => {
  expect(read([NOON, 5n, null, undefined, {}, true]).times).toEqual([NOON, 5, NaN, NaN, NaN, NaN]);
});

test('ISO 8601 is read in every form that databases and CSV files write, without a zone as UTC', () => {
  const texts = [
    '2024-05-01T12:00:00Z',
    '2024-05-01T12:00:00.000000000Z',
    '2024-05-01 12:00:00',
    '2024-05-01T12:00',
    '2024-05-01T14:00:00+02:00',
    '2024-05-01 14:00:00.000 +0200',
    ' 2024-05-01T12:00:00Z ',
    '2024-05-01 12:00:00 UTC',
  ];
  expect(read(texts).times).toEqual(texts.map(() => NOON));
  expect(read(['2024-05-01']).times).toEqual([Date.UTC(2024, 4, 1)]);
});

test('an epoch may be written as text', () => {
  expect(read([String(NOON), `${NOON + 1}.0`]).times).toEqual([NOON, NOON + 1]);
});

test('dates are times', () => {
  expect(read([new Date(NOON), new Date(NaN)]).times).toEqual([NOON, NaN]);
});

test('epoch microseconds and nanoseconds become milliseconds, if no time is smaller', () => {
  expect(read([NOON * 1e6, (NOON + 1000) * 1e6]).times).toEqual([NOON, NOON + 1000]);
  expect(read([BigInt(NOON) * 1_000_000n]).times).toEqual([NOON]);
  expect(read([NOON * 1e3, (NOON + 1000) * 1e3]).times).toEqual([NOON, NOON + 1000]);
  expect(read([String(NOON * 1e3)]).times).toEqual([NOON]);
  expect(read([NOON, NOON * 1e6]).times).toEqual([NOON, NOON * 1e6]);
});

test('a text that is no time is named', () => {
  expect(read(['2024-05-01T12:00:00Z', 'yesterday', '2024-13-01', ''])).toEqual({
    times: [NOON, NaN, NaN, NaN],
    unreadable: 'yesterday',
  });
  expect(read([NOON, null]).unreadable).toBeNull();
});
