/** @jest-environment node */
import { CsvError, type CsvFile, parseCsv } from './csv';
import { MOST_CHARACTERS } from './terminal.mjs';

const MAY = Date.UTC(2024, 4, 1);

function times(text: string): number[] {
  return Array.from(parseCsv(text, 'a.csv').series[0].times);
}

function column(cells: readonly string[]): string {
  return `time,value\n${cells.map((cell, i) => `${cell},${i}`).join('\n')}\n`;
}

function fault(text: string): string {
  try {
    parseCsv(text, 'folder/a.csv');
  } catch (thrown) {
    if (thrown instanceof CsvError) {
      expect(thrown.message).toMatch(/^folder\/a\.csv: [^\n]+\.$/);
      expect(thrown.remedy).not.toBe('');
      expect(thrown.message.length).toBeLessThanOrEqual(MOST_CHARACTERS);
      return thrown.fault;
    }
    throw thrown;
  }
  throw new Error('It was read without complaint.');
}

const values = (file: CsvFile, series = 0) => Array.from(file.series[series].values);

describe('times', () => {
  test.each([
    ['ISO 8601 in UTC', '2024-05-01T06:30:00Z', MAY + 6.5 * 3_600_000],
    ['ISO 8601 without a zone, which means UTC', '2024-05-01T06:30:00', MAY + 6.5 * 3_600_000],
    ['ISO 8601 with an offset', '2024-05-01T06:30:00+02:00', MAY + 4.5 * 3_600_000],
    ['ISO 8601 with an offset west of Greenwich and no colon', '2024-05-01T06:30:00-0530', MAY + 12 * 3_600_000],
    ['a fraction of a second', '2024-05-01T00:00:00.250Z', MAY + 250],
    ['microseconds, rounded down by nobody', '2024-05-01 00:00:00.000500', MAY + 0.5],
    ['a space between date and time', '2024-05-01 06:30:00', MAY + 6.5 * 3_600_000],
    ['hours and minutes alone', '2024-05-01 06:30', MAY + 6.5 * 3_600_000],
    ['a date alone', '2024-05-01', MAY],
    ['epoch seconds', '1714521600', MAY],
    ['epoch seconds with a fraction', '1714521600.5', MAY + 500],
    ['epoch milliseconds', '1714521600000', MAY],
    ['epoch microseconds', '1714521600000000', MAY],
    ['epoch nanoseconds', '1714521600000000000', MAY],
    ['a day without separators, which is no epoch of August 1970', '20240501', MAY],
    ['a minute without separators, which is no epoch of 1976', '202405010630', MAY + 6.5 * 3_600_000],
    ['a second without separators, which is no epoch of 2611', '20240501063001', MAY + 6.5 * 3_600_000 + 1000],
    ['ISO 8601 in its basic format', '20240501T063000Z', MAY + 6.5 * 3_600_000],
    ['the basic format with a fraction and a zone', '20240501T0630+0200', MAY + 4.5 * 3_600_000],
  ])('read %s', (_, written, expected) => {
    expect(times(column([written]))).toEqual([expected]);
  });

  test('in seconds with one decimal lie on the tenth of a second, not a millisecond before it', () => {
    // In tenths both are exact.
    const tenths = Array.from({ length: 5000 }, (_, i) => 10_995_000_000 + 1_234_567 * i);
    const read = times(column(tenths.map((tenth) => `${Math.floor(tenth / 10)}.${tenth % 10}`)));
    expect(read).toEqual(tenths.map((tenth) => 100 * tenth));
  });

  test('keep distances of less than a microsecond where a number can hold them', () => {
    const [, tenth] = times(column(['0', '0.0000001', '0.0000002']));
    expect(tenth).toBeCloseTo(1e-4, 12);
  });

  test('without separators are days if most of them exist, and then those that do not are refused', () => {
    expect(times(column(['20240131', '20240201']))).toEqual([Date.UTC(2024, 0, 31), Date.UTC(2024, 1, 1)]);
    expect(fault(column(['20240229', '20240301', '20240230']))).toBe(
      'row 3: "20240230" in column "time" is not a time.'
    );
    // A counter of seconds that passes through a few numbers that could be days.
    const counter = Array.from({ length: 300 }, (_, i) => 20_240_000 + i);
    expect(times(column(counter.map(String)))).toEqual(counter.map((second) => 1000 * second));
  });

  test.each([
    ['before 1970', ['1969-12-31T23:59:59Z', '1970-01-01'], 'is read in row 1 as 1969-12-31T23:59:59.000Z'],
    ['in the first century', ['0050-05-01', '0050-05-02'], 'is read in row 1 as 0050-05-01T00:00:00.000Z'],
    ['after 2200', ['2200-12-31', '2201-01-01'], 'is read in row 2 as 2201-01-01T00:00:00.000Z'],
    ['a century apart', ['1970-01-01', '2070-01-02'], 'spans more than a century'],
  ])('that lie %s are doubted, and read only for one who says that they are meant', (_, cells, doubt) => {
    expect(fault(column(cells))).toContain(doubt);
    const doubts: string[] = [];
    const file = parseCsv(column(cells), 'a.csv', (doubtful) => doubts.push(doubtful));
    expect(Array.from(file.series[0].times, (time) => new Date(time).toISOString().slice(0, 10))).toEqual(
      cells.map((cell) => cell.slice(0, 10))
    );
    expect(doubts).toHaveLength(1);
  });

  test('that lie within 1970 to 2200 and a century are not doubted', () => {
    expect(times(column(['1970-01-01', '2069-12-31']))).toHaveLength(2);
    expect(times(column(['2200-12-31T23:59:59Z']))).toHaveLength(1);
  });

  test('take one unit for the whole column', () => {
    expect(times(column(['99999999000', '100000000000']))).toEqual([99_999_999_000, 100_000_000_000]);
  });

  test.each(['time', 'Time', 'timestamp', 'TimeStamp', 'date', 'DateTime', '@timestamp', 'time_stamp', 'ts'])(
    'are found in a column called %s, wherever it stands',
    (name) => {
      const file = parseCsv(`value,${name}\n4,2024-05-01\n5,2024-05-02\n`, 'a.csv');
      expect(file.series).toEqual([
        { name: 'value', times: Float64Array.of(MAY, MAY + 86_400_000), values: Float64Array.of(4, 5) },
      ]);
    }
  );

  test('are found in the first column by their looks when no name tells', () => {
    expect(times('when,load\n2024-05-01T00:00:00Z,1\n')).toEqual([MAY]);
    expect(times('x,load\n1714521600,1\n')).toEqual([MAY]);
  });

  test('keep their order, duplicates and blanks: they are sorted when they are judged', () => {
    expect(times(column(['2024-05-02', '2024-05-01', '', '2024-05-01']))).toEqual([MAY + 86_400_000, MAY, NaN, MAY]);
  });
});

describe('values', () => {
  test('each numeric column is a series, text columns are none', () => {
    const file = parseCsv('time,cpu,host,memory\n1714521600,0.5,a,7\n1714521660,0.25,b,8\n', 'a.csv');
    expect(file.rows).toBe(2);
    expect(file.series.map(({ name }) => name)).toEqual(['cpu', 'memory']);
    expect(values(file, 0)).toEqual([0.5, 0.25]);
    expect(values(file, 1)).toEqual([7, 8]);
  });

  test.each(['Label', 'label', 'is_anomaly', 'anomaly'])('a column called %s is the answer, not a series', (name) => {
    const file = parseCsv(`TimeStamp,Value,${name}\n2018-07-03 14:00:00,1,0\n2018-07-03 15:00:00,0,1\n`, 'a.csv');
    expect(file.series.map((series) => series.name)).toEqual(['Value']);
  });

  test('blank, NaN, null and infinite cells are gaps', () => {
    const cells = ['1', '', 'NaN', 'nan', 'null', 'None', 'N/A', 'inf', '-Infinity', '-1e300'];
    const file = parseCsv(`time,v\n${cells.map((cell, i) => `${1714521600 + i},${cell}`).join('\n')}`, 'a.csv');
    expect(values(file)).toEqual([1, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, -1e300]);
  });

  test('a number too large for arithmetic is a gap', () => {
    expect(values(parseCsv('time,v\n1714521600,1e999\n1714521601,2\n', 'a.csv'))).toEqual([NaN, 2]);
  });

  test('a column of gaps alone is a series, so that it is told why it is not judged', () => {
    expect(values(parseCsv('time,v\n1714521600,\n1714521601,null\n', 'a.csv'))).toEqual([NaN, NaN]);
  });

  test('two columns of one name can be told apart', () => {
    const file = parseCsv('time,v,v\n1714521600,1,2\n', 'a.csv');
    expect(file.series.map(({ name }) => name)).toEqual(['v', 'v (2)']);
  });

  test('no two series have one name, whatever the columns are called', () => {
    const file = parseCsv('time,v,v (2),v,v\n1714521600,1,2,3,4\n', 'a.csv');
    expect(file.series.map(({ name }) => name)).toEqual(['v', 'v (2)', 'v (3)', 'v (4)']);
  });

  test('a row that ends early has gaps', () => {
    expect(values(parseCsv('time,a,b\n1714521600,1,2\n1714521601,3\n', 'a.csv'), 1)).toEqual([2, NaN]);
  });
});

describe('the file', () => {
  test.each([
    ['semicolons', 'time;v\n1714521600;1.5\n'],
    ['tabs', 'time\tv\n1714521600\t1.5\n'],
    ['Windows line ends, a byte order mark and quotes', '\uFEFF"time","v"\r\n"1714521600","1.5"\r\n'],
    ['empty lines', '\ntime,v\n\n1714521600,1.5\n\n'],
    ['carriage returns for line ends', 'time,v\r1714521600,1.5\r'],
    ['a space behind a quote', '"time" ,"v"\n"1714521600" ,"1.5" \n'],
    ['spaces round the cells', 'time , v\n 1714521600 , 1.5 \n'],
  ])('may have %s', (_, text) => {
    const file = parseCsv(text, 'a.csv');
    expect(file.rows).toBe(1);
    expect(file.series).toEqual([{ name: 'v', times: Float64Array.of(MAY), values: Float64Array.of(1.5) }]);
  });

  test.each([
    ['is empty', '', 'the file is empty.'],
    ['is nothing but a byte order mark', '\uFEFF', 'the file is empty.'],
    ['has a header and no row, between semicolons', 'time;value\r\n', 'there is no row below the header.'],
    ['has blank lines alone', '\n \n', 'the file is empty.'],
    ['has a header and no row', 'time,value\n', 'there is no row below the header.'],
    ['has no time column', 'value,other\n1,2\n3,4\n', 'there is no time column among "value", "other".'],
    ['has values alone', 'value\n1\n3\n', 'there is no time column among "value".'],
    [
      'has no header',
      '2024-05-01,2\n2024-05-02,4\n',
      'there is no time column among "2024-05-01", "2". Its first line holds values, not names.',
    ],
    ['has no numeric column', 'time,host\n1714521600,a\n', 'there is no numeric column among "time", "host".'],
    ['has times and labels alone', 'time,Label\n1714521600,1\n', 'there is no numeric column among "time", "Label".'],
    ['has times that are none', column(['2024-05-01', 'soon']), 'row 2: "soon" in column "time" is not a time.'],
    ['has a day that does not exist', column(['2024-04-31']), 'row 1: "2024-04-31" in column "time" is not a time.'],
    ['has a number that is no time in any unit', column(['1e300']), 'row 1: "1e+300" in column "time" is not a time.'],
    ['has a hexadecimal time', column(['0x66311a00']), 'row 1: "0x66311a00" in column "time" is not a time.'],
    [
      'has a zone farther from UTC than any',
      column(['2024-05-01 10:00+99:00']),
      'row 1: "2024-05-01 10:00+99:00" in column "time" is not a time.',
    ],
    [
      'has an unknown zone',
      column(['2024-05-01 10:00 XYZ']),
      'row 1: "2024-05-01 10:00 XYZ" in column "time" is not a time.',
    ],
    ['has blanks for times', column(['', '']), 'column "time" holds no time at all.'],
    [
      'has a word among numbers',
      'time,v\n1714521600,1\n1714521601,2\n1714521602,oops\n',
      'row 3: "oops" in column "v" is not a number.',
    ],
    [
      'has decimal commas between semicolons',
      'time;v\n1714521600;1,5\n1714521660;2\n1714521720;-0,25\n',
      'row 1: "1,5" in column "v" is written with a comma.',
    ],
    [
      'has nothing but decimal commas, with points between thousands',
      'time;v\n1714521600;1.000,5\n1714521660;2.250,75\n',
      'row 1: "1.000,5" in column "v" is written with a comma.',
    ],
    ['has quoted decimal commas', 'time,v\n1714521600,"1,5"\n', 'row 1: "1,5" in column "v" is written with a comma.'],
    [
      'has decimal commas between commas',
      'time,v\n1714521600,1,5\n1714521660,2,5\n',
      'row 1 has 3 cells under 2 names.',
    ],
    [
      'has seconds and milliseconds in one column',
      column(['1714521600', '1714521660000', '1714521720']),
      'row 1 has 1714521600 in column "time", but row 2 1714521660000: not both are in one unit.',
    ],
    [
      'has days before months',
      column(['01.05.2024 10:00']),
      'row 1: "01.05.2024 10:00" in column "time" is not a time.',
    ],
    ['has more cells than names', 'time,v\n1714521600,1,5\n', 'row 1 has 3 cells under 2 names.'],
    [
      'has more rows than are judged in minutes',
      `time,v\n${'1,1\n'.repeat(1_000_001)}`,
      'the file holds more than 1,000,000 rows.',
    ],
    [
      'has more cells than memory is meant for',
      `time${',a'.repeat(999)}\n${`1${','.repeat(999)}\n`.repeat(10_001)}`,
      'the file holds more than 10,000,000 cells.',
    ],
    ['is larger than is read', `time,v\n1,1\n${' \n'.repeat(2 ** 24)}`, 'the file is larger than 32 MB.'],
    [
      'has a cell of many megabytes',
      `time,v\n1,${'x'.repeat(5_000_000)}\n`,
      'line 2 holds more than 1,048,576 characters.',
    ],
    [
      'has a long word among numbers',
      `time,v\n1,1\n2,2\n3,${'x'.repeat(100_000)}\n`,
      `row 3: "${'x'.repeat(40)}…${'x'.repeat(15)}" (100000 characters) in column "v" is not a number.`,
    ],
    ['has text behind a quote', 'time,v\n1,"1"0\n', 'a quote in line 2 is closed before its cell ends.'],
    ['has an open quote', 'time,v\n1714521600,"1\n1714521601,2\n', 'a quote in line 2 is never closed.'],
    [
      'has no time column among names that are long',
      `${Array(6).fill('x'.repeat(90)).join()}\n1,2\n`,
      expect.stringMatching(/^there is no time column among "x{40}…x{15}" \(90 characters\), /),
    ],
  ])('that %s is refused with name, fault and remedy', (_, text, expected) => {
    expect(fault(text)).toEqual(expected);
  });
});
