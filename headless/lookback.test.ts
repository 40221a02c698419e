import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CsvError, parseCsv } from './csv';
import { contextsOf, isIdle } from './lookback';

const rows = (count: number, every: number, columns = 'a,b', first = 1_714_521_600) =>
  parseCsv(
    [`time,${columns}`, ...Array.from({ length: count }, (_, i) => `${first + i * every},${i},${-i}`)].join('\n'),
    'judged.csv'
  );
const lookback = (...given: Parameters<typeof rows>) => ({ ...rows(...given), name: 'before.csv' });

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(CsvError);
    return (thrown as CsvError).message;
  }
  return '';
}

test('a series is looked back over in the column of its name, wherever that stands', () => {
  const later = rows(5, 60, 'a,b', 1_714_525_200);
  const contexts = contextsOf(later.series, 'judged.csv', lookback(8, 60, 'b,a'));
  expect(contexts.map(({ values }) => values[7])).toEqual([-7, 7]);
});

test('a look-back without a column says which one and what it has', () => {
  expect(refusal(() => contextsOf(rows(5, 60).series, 'judged.csv', lookback(8, 60, 'a,c')))).toBe(
    'before.csv: there is no numeric column "b" to look back over for judged.csv, only "a", "c". ' +
      'A look-back has the columns of the file that is judged.'
  );
});

test('a look-back with another step says both', () => {
  expect(refusal(() => contextsOf(rows(5, 15).series, 'judged.csv', lookback(8, 60)))).toBe(
    'before.csv: a value follows the other after 60 s, but in judged.csv after 15 s. Write both files with the same step.'
  );
});

test('a look-back of another measurement, or in another unit, is not taken for one', () => {
  const { series } = rows(40, 60);
  const other = {
    ...lookback(80, 60),
    series: lookback(80, 60).series.map((one) => ({ ...one, values: one.values.map((value) => 1000 * value + 1) })),
  };
  expect(refusal(() => contextsOf(series, 'judged.csv', other))).toBe(
    'before.csv: column "a" has other values than judged.csv at the same times. A look-back is of the same measurement, in the same unit and zone.'
  );
});

test('zeros that a source filled in before the data began are not looked back over', () => {
  const answer = (name: string) => ({
    ...parseCsv(readFileSync(join(__dirname, '../tests/cases/sources', name), 'utf8'), name),
    name,
  });
  const { series } = answer('inf-countmin-3h-visible-asked231839.csv');
  const [{ times, values }] = contextsOf(series, 'judged.csv', answer('inf-countmin-3h-longer-asked231829.csv'));
  expect([new Date(times[0]).toISOString(), values[0]]).toEqual(['2026-11-29T09:50:00.000Z', 94]);
});

test('a look-back that holds no more than what is judged can be told', () => {
  const { series } = rows(40, 60);
  expect(isIdle(series, contextsOf(series, 'judged.csv', lookback(40, 60)))).toBe(true);
  expect(isIdle(series, contextsOf(series, 'judged.csv', lookback(41, 60)))).toBe(false);
});

test('a step goes by points: a column with a value in every fourth row is looked back over in a file of those rows', () => {
  const everyFourth = rows(200, 15);
  const sparse = everyFourth.series.map((one) => ({
    ...one,
    values: one.values.map((value, row) => (row % 4 === 0 ? value / 4 : NaN)),
  }));
  expect(contextsOf(sparse, 'judged.csv', lookback(60, 60))).toHaveLength(2);
});

test('a file of one row has no step to differ by', () => {
  expect(contextsOf(rows(1, 15).series, 'judged.csv', lookback(8, 60))).toHaveLength(2);
});
