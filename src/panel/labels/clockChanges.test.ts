/** @jest-environment ./tests/berlinEnvironment.ts */
import { occurrencesIn, parseRecurring } from './recurring';

/** When a window comes on some days, in UTC. */
function comes(line: string, from: string, to: string, timeZone: string): string[] {
  const { windows } = parseRecurring(line);
  const range = { from: Date.parse(from), to: Date.parse(to) };
  const text = (time: number) => new Date(time).toISOString().slice(5, 16);
  return occurrencesIn(windows, range, timeZone).occurrences.map((one) => `${text(one.from)} ${text(one.to)}`);
}

test('the browser of these tests stands in Berlin', () => {
  expect(new Date(2025, 6, 1, 12).toISOString()).toBe('2025-07-01T10:00:00.000Z');
});

// On 30 March 2025 the clock goes from 02:00 to 03:00 at 01:00 UTC, on 26 October from 03:00 back to 02:00 at 01:00 UTC.
describe.each(['Europe/Berlin', 'browser'])('in the hours of %s', (timeZone) => {
  const spring = (line: string) => comes(line, '2025-03-29T12:00Z', '2025-03-30T12:00Z', timeZone);
  const autumn = (line: string) => comes(line, '2025-10-25T12:00Z', '2025-10-26T12:00Z', timeZone);

  test.each([
    ['that begins in the hour which is left out begins after it', 'Sun 02:00-04:00', ['03-30T01:00 03-30T02:00']],
    ['that begins later in that hour does so, too', 'Sun 02:45-03:15', ['03-30T01:00 03-30T01:15']],
    ['that ends in that hour ends before it', 'Sun 01:30-02:30', ['03-30T00:30 03-30T01:00']],
    ['that is that hour, or lies in it, does not come', 'Sun 02:00-03:00; Sun 02:15-02:45', []],
    ['around it is an hour shorter', 'Sun 00:00-06:00', ['03-29T23:00 03-30T04:00']],
    ['over midnight that ends in it ends before it', 'Sat 22:00-02:30', ['03-29T21:00 03-30T01:00']],
    ['over midnight is an hour shorter', 'Sat 22:00-06:00', ['03-29T21:00 03-30T04:00']],
  ])('in spring a window %s', (_, line, expected) => {
    expect(spring(line)).toEqual(expected);
  });

  test.each([
    ['that begins in the hour that comes twice begins with the first', 'Sun 02:00-04:00', ['10-26T00:00 10-26T03:00']],
    ['that ends in that hour ends with the second', 'Sun 01:00-02:30', ['10-25T23:00 10-26T01:30']],
    ['in that hour lasts from the first into the second', 'Sun 02:15-02:30', ['10-26T00:15 10-26T01:30']],
    ['around it is an hour longer', 'Sun 00:00-06:00', ['10-25T22:00 10-26T05:00']],
    ['over midnight is an hour longer', 'Sat 22:00-06:00', ['10-25T20:00 10-26T05:00']],
    ['that ends when the hour begins is as long as always', 'Sun 01:00-02:00', ['10-25T23:00 10-26T00:00']],
  ])('in autumn a window %s', (_, line, expected) => {
    expect(autumn(line)).toEqual(expected);
  });

  test('whole days are 23 and 25 hours long', () => {
    expect(spring('Sun 00:00-24:00')).toEqual(['03-29T23:00 03-30T22:00']);
    expect(autumn('Sun 00:00-24:00')).toEqual(['10-25T22:00 10-26T23:00']);
  });
});

test('UTC knows no such days, wherever the browser stands', () => {
  const line = 'Sun 02:00-04:00';
  expect(comes(line, '2025-03-29T12:00Z', '2025-03-30T12:00Z', 'utc')).toEqual(['03-30T02:00 03-30T04:00']);
  expect(comes(line, '2025-10-25T12:00Z', '2025-10-26T12:00Z', 'utc')).toEqual(['10-26T02:00 10-26T04:00']);
});

test('clocks that are set by half an hour, and at midnight', () => {
  // Lord Howe Island goes from 02:00 (+11:00) back to 01:30 (+10:30) on 6 April 2025 at 15:00 UTC of the day before.
  expect(comes('Sun 01:30-01:45', '2025-04-05T12:00Z', '2025-04-06T12:00Z', 'Australia/Lord_Howe')).toEqual([
    '04-05T14:30 04-05T15:15',
  ]);
  // Egypt goes from 00:00 (+02:00) to 01:00 (+03:00) on 25 April 2025, at 22:00 UTC of the day before.
  expect(comes('Fri 00:00-02:00', '2025-04-24T12:00Z', '2025-04-25T12:00Z', 'Africa/Cairo')).toEqual([
    '04-24T22:00 04-24T23:00',
  ]);
  expect(comes('daily 00:00-24:00', '2025-04-24T00:00Z', '2025-04-25T23:00Z', 'Africa/Cairo')).toEqual([
    '04-23T22:00 04-24T22:00',
    '04-24T22:00 04-25T21:00',
    '04-25T21:00 04-26T21:00',
  ]);
});

test('a window over midnight belongs to the day on which it begins, by the clock of the zone', () => {
  // Sunday evening in Auckland (+12:00) is Sunday morning in UTC.
  expect(comes('Sun 23:00-01:00', '2025-06-01T00:00Z', '2025-06-02T00:00Z', 'Pacific/Auckland')).toEqual([
    '06-01T11:00 06-01T13:00',
  ]);
  // Sunday evening in Honolulu (-10:00) is Monday morning in UTC.
  expect(comes('Sun 23:00-01:00', '2025-06-02T00:00Z', '2025-06-03T00:00Z', 'Pacific/Honolulu')).toEqual([
    '06-02T09:00 06-02T11:00',
  ]);
});
