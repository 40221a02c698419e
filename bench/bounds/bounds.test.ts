/** @jest-environment node */
import { DAY } from '../everyday/clock';
import { boundsOf, type BoundsSeries } from './bounds';
import { boundsCells, summariseBounds, tallyBounds } from './boundsReport';

const halves = { choose: boundsOf('choose'), report: boundsOf('report') };
const all = [...halves.choose, ...halves.report];

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const medianOf = (values: ArrayLike<number>) => Float64Array.from(values).sort()[values.length >> 1];

describe('the series', () => {
  test('are the same each time, and fewer are the first of more', () => {
    boundsOf('report', 3).forEach(({ id, values, incidents }, i) => {
      const one = halves.report[i];
      expect([id, incidents, Array.from(values).join()]).toEqual([
        one.id,
        one.incidents,
        Array.from(one.values).join(),
      ]);
    });
  });

  test.each(Object.entries(halves))('to %s are 32 with about 100 incidents', (_, half) => {
    expect(half).toHaveLength(32);
    const incidents = half.flatMap((one) => one.incidents).length;
    expect(incidents).toBeGreaterThanOrEqual(95);
    expect(incidents).toBeLessThanOrEqual(110);
  });

  test('are in no two halves', () => {
    expect(new Set(all.map(({ values }) => Array.from(values.subarray(0, 50)).join())).size).toBe(64);
  });

  test('are 2,000 to 4,000 rows long; incidents last 8 to 80 rows and lie 200 apart', () => {
    for (const { values, incidents } of all) {
      expect(values.length).toBeGreaterThanOrEqual(2000);
      expect(values.length).toBeLessThanOrEqual(4000);
      expect(values.every(Number.isFinite)).toBe(true);
      incidents.forEach(({ start, end }, i) => {
        expect(end - start + 1).toBeGreaterThanOrEqual(8);
        expect(end - start + 1).toBeLessThanOrEqual(80);
        expect(start).toBeGreaterThanOrEqual(i === 0 ? 200 : incidents[i - 1].end + 200);
        expect(end).toBeLessThan(values.length - 200);
      });
    }
  });

  test.each(all.filter(({ id }) => !id.endsWith('sine')).map((one) => [one.id, one] as const))(
    '%s: what happens can be seen',
    (_, series) => {
      const usual = usualValues(series);
      const away = series.values.map((value, row) => (value - usual[row]) ** 2);
      const ordinary = medianOf(away);
      for (const { start, end } of series.incidents) {
        // A row of noise lies 0.67 deviations away in the median.
        expect(Math.sqrt(meanOf(away.slice(start, end + 1)) / ordinary)).toBeGreaterThan(1.7 / 0.67);
      }
    }
  );
});

/** Median of the rows at the same time of day; of all rows if there is no rhythm. */
function usualValues({ id, times, values }: BoundsSeries): Float64Array {
  if (id.endsWith('flat with noise')) {
    return new Float64Array(values.length).fill(medianOf(values));
  }
  const aDay = DAY / (times[1] - times[0]);
  const ofPhase = Array.from({ length: aDay }, (_, phase) => medianOf(values.filter((_, row) => row % aDay === phase)));
  return values.map((_, row) => ofPhase[row % aDay]);
}

describe('how intervals fit', () => {
  const series = {
    id: 'two',
    values: new Float64Array(1000),
    incidents: [
      { start: 100, end: 109 },
      { start: 500, end: 519 },
    ],
  };
  const anomalies = [
    { start: 96, end: 101 },
    { start: 105, end: 111 },
    { start: 300, end: 303 },
  ];

  test('the first start and the last end of what overlaps an incident count', () => {
    expect(tallyBounds(series, anomalies)).toMatchObject({
      startErrors: [-4],
      endErrors: [2],
      // 6 + 7 + 4 rows; of those 4, 2 and 4 lie in no incident.
      reportedRows: 17,
      rowsOutside: 10,
    });
  });

  test('errors are taken without their sign, over all incidents found', () => {
    const later = { ...anomalies[0], start: 502, end: 514 };
    const tallies = [tallyBounds(series, anomalies), tallyBounds(series, [later])];
    expect(summariseBounds(tallies)).toEqual({
      incidents: 4,
      found: 2,
      // Starts are off by 4 and 2, ends by 2 and 5; percentiles are linear between the two.
      start: { median: 3, ninetieth: 3.8 },
      end: { median: 3.5, ninetieth: 4.7 },
      outside: 10 / 30,
    });
  });

  test('without a report there is a dash for each figure', () => {
    const summary = summariseBounds([tallyBounds(series, [])]);
    expect(boundsCells([{ half: 'choose', series: [], ...summary }])[1]).toEqual([
      'half to choose',
      '0 / 2 (0 %)',
      ...Array<string>(5).fill('–'),
    ]);
  });
});
