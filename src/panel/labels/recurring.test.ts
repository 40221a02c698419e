import fc from 'fast-check';
import { MAX_OCCURRENCES, occurrencesIn, parseRecurring } from './recurring';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (iso: string) => Date.parse(iso);

/** The occurrences of a line as ISO times. */
function expand(line: string, from: string, to: string, timeZone = 'utc'): string[] {
  const { windows, unreadable } = parseRecurring(line);
  expect(unreadable).toEqual([]);
  return occurrencesIn(windows, { from: at(from), to: at(to) }, timeZone).occurrences.map(
    (one) => `${new Date(one.from).toISOString()} ${new Date(one.to).toISOString()}`
  );
}

describe('parseRecurring', () => {
  test.each([
    ['Sun 02:00-04:00', [7]],
    ['sunday 2:00-4:00', [7]],
    ['Mon-Fri 22:00-06:00', [1, 2, 3, 4, 5]],
    ['Fri–Mon 00:00–24:00', [1, 5, 6, 7]],
    ['Sat, Sun 00:00-24:00', [6, 7]],
    ['daily 03:00-03:30', [1, 2, 3, 4, 5, 6, 7]],
  ])('reads %s', (line, days) => {
    const { windows, unreadable } = parseRecurring(line);
    expect(unreadable).toEqual([]);
    expect([...windows[0].days].sort()).toEqual(days);
  });

  test.each([
    ['Sun'],
    ['02:00-04:00'],
    ['Someday 02:00-04:00'],
    ['Sun 25:00-26:00'],
    ['Sun 02:00-04:60'],
    ['Sun 24:00-02:00'],
    ['Mon-Tue-Wed 02:00-04:00'],
    ['every other Sun 02:00-04:00'],
  ])('gives %s back as it was written', (line) =>
    expect(parseRecurring(`daily 03:00-03:30\n ${line} `)).toMatchObject({ windows: [{}], unreadable: [line] })
  );

  test('takes lines and semicolons for separators, and empty lines for nothing', () => {
    expect(parseRecurring('Sun 02:00-04:00;\n\n ; daily 03:00-03:30\r\n').windows).toHaveLength(2);
  });

  test('never throws, and returns every line that it could not parse', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), (text) => {
        const { windows, unreadable } = parseRecurring(text);
        const pieces = text.split(/[\n;]/).filter((piece) => piece.trim() !== '');
        expect(windows.length + unreadable.length).toBe(pieces.length);
      })
    );
  });
});

describe('occurrencesIn', () => {
  test('finds the Sundays of a week', () => {
    // 1 June 2025 is a Sunday.
    expect(expand('Sun 02:00-04:00', '2025-06-01T00:00Z', '2025-06-08T12:00Z')).toEqual([
      '2025-06-01T02:00:00.000Z 2025-06-01T04:00:00.000Z',
      '2025-06-08T02:00:00.000Z 2025-06-08T04:00:00.000Z',
    ]);
  });

  test('a window that ends before it begins ends on the next day, and takes part from the evening before the range', () => {
    expect(expand('Mon-Fri 22:00-06:00', '2025-06-07T01:00Z', '2025-06-08T23:00Z')).toEqual([
      '2025-06-06T22:00:00.000Z 2025-06-07T06:00:00.000Z',
    ]);
  });

  test("takes the time zone's own hours, before and after the clock changes", () => {
    // Central Europe goes from +01:00 to +02:00 on 30 March 2025 at 02:00.
    expect(expand('daily 06:00-07:00', '2025-03-29T00:00Z', '2025-03-31T00:00Z', 'Europe/Berlin')).toEqual([
      '2025-03-29T05:00:00.000Z 2025-03-29T06:00:00.000Z',
      '2025-03-30T04:00:00.000Z 2025-03-30T05:00:00.000Z',
    ]);
  });

  test('a window over a change of the clock is as much shorter or longer as the night is', () => {
    expect(expand('Sun 01:00-04:00', '2025-03-30T00:00Z', '2025-03-30T12:00Z', 'Europe/Berlin')).toEqual([
      '2025-03-30T00:00:00.000Z 2025-03-30T02:00:00.000Z',
    ]);
    expect(expand('Sun 01:00-04:00', '2025-10-26T00:00Z', '2025-10-26T12:00Z', 'Europe/Berlin')).toEqual([
      '2025-10-25T23:00:00.000Z 2025-10-26T03:00:00.000Z',
    ]);
  });

  test('whole days leave no gap between them', () => {
    const { windows } = parseRecurring('daily 00:00-24:00');
    const { occurrences } = occurrencesIn(
      windows,
      { from: at('2025-03-28T00:00Z'), to: at('2025-04-02T00:00Z') },
      'Europe/Berlin'
    );
    occurrences.slice(1).forEach(({ from }, index) => expect(from).toBe(occurrences[index].to));
  });

  test('over years only the latest occurrences count, and the result is marked as capped', () => {
    const to = at('2025-06-01T00:00Z');
    const { windows } = parseRecurring('daily 03:00-03:30');
    const { occurrences, isCapped } = occurrencesIn(windows, { from: to - 5000 * DAY, to }, 'utc');
    expect(isCapped).toBe(true);
    expect(occurrences).toHaveLength(MAX_OCCURRENCES);
    expect(occurrences[MAX_OCCURRENCES - 1].from).toBe(at('2025-05-31T03:00Z'));
  });
});
