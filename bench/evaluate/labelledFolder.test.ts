/** @jest-environment node */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CsvError } from '../../headless/csv';
import { cropOf, FolderError, readLabelled, readLabelledFolder } from './labelledFolder';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 4, 1);

/** A file with a row an hour. */
function csv(
  cells: ReadonlyArray<readonly [string | number, string | number]>,
  header = 'TimeStamp,Value,Label'
): string {
  const rows = cells.map(([value, label], i) => `${new Date(START + i * HOUR).toISOString()},${value},${label}`);
  return `${header}\n${rows.join('\n')}\n`;
}

function fault(text: string, leastPoints = 2): string {
  try {
    readLabelled(text, 'a.csv', leastPoints);
  } catch (thrown) {
    if (thrown instanceof CsvError) {
      expect(thrown.message).toMatch(/^a\.csv: /);
      return thrown.fault;
    }
    throw thrown;
  }
  throw new Error('It was read without complaint.');
}

describe('a labelled file', () => {
  test('has a domain in its name, and its events are runs of marked rows', () => {
    const text = csv([
      [1, 0],
      [2, 1],
      [3, 1],
      [4, 0],
      [5, 1],
    ]);
    expect(readLabelled(text, 'latency--api-01.csv', 2)).toMatchObject({
      id: 'latency--api-01',
      shape: 'latency',
      anomaly: 'labelled',
      events: [
        { start: 1, end: 2 },
        { start: 4, end: 4 },
      ],
      values: Float64Array.of(1, 2, 3, 4, 5),
    });
  });

  test('is clean without a marked row', () => {
    expect(readLabelled('TimeStamp,Value,Label\n2024-05-01,1,0\n2024-05-02,2,\n', 'a.csv', 2)).toMatchObject({
      anomaly: 'clean',
      events: [],
    });
  });

  test('is put in order of time; of several rows with one time the last counts, marked if any is', () => {
    const text = 'TimeStamp,Value,Label\n2024-05-03,3,0\n2024-05-01,1,1\n2024-05-02,2,0\n2024-05-01,7,0\n';
    expect(readLabelled(text, 'a.csv', 2)).toMatchObject({
      values: Float64Array.of(7, 2, 3),
      events: [{ start: 0, end: 0 }],
    });
  });

  test.each([
    [
      'a label column of another name',
      csv([[1, 0]], 'TimeStamp,Value,is_anomaly'),
      'there is no column "Label" beside the times, only "Value", "is_anomaly".',
    ],
    [
      'no label column',
      'TimeStamp,Value\n2024-05-01,1\n',
      'there is no column "Label" beside the times, only "Value".',
    ],
    [
      'a value column of another name',
      csv([[1, 0]], 'TimeStamp,cpu,Label'),
      'there is no column "Value" beside the times, only "cpu", "Label".',
    ],
    [
      'labels that are neither 0 nor 1',
      csv([
        [1, 0],
        [2, 'yes'],
      ]),
      'row 2: "yes" in column "Label" is neither 0 nor 1.',
    ],
    [
      'too few values',
      csv([
        [1, 0],
        ['', 0],
      ]),
      'no usable series: 1 points with a value, where one window takes 2.',
    ],
  ])('with %s is refused, by name', (_, text, expected) => {
    expect(fault(text)).toBe(expected);
  });
});

describe('a long series', () => {
  const marked = (length: number, at: number) => Array.from({ length }, (_, i) => i === at);

  test('is cropped to 4,096 points from 2,457 before its first event', () => {
    expect(cropOf(marked(15_840, 10_040))).toEqual([7583, 11_679]);
  });

  test('keeps all 4,096 where the event is near an end, and begins at its beginning without an event', () => {
    expect(cropOf(marked(15_840, 20))).toEqual([0, 4096]);
    expect(cropOf(marked(15_840, 15_800))).toEqual([11_744, 15_840]);
    expect(cropOf(marked(15_840, -1))).toEqual([0, 4096]);
  });

  test('is left whole where it is no longer', () => {
    expect(cropOf(marked(4096, 4000))).toEqual([0, 4096]);
    expect(cropOf(marked(176, 161))).toEqual([0, 176]);
  });
});

describe('a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'residual-labelled-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is read in the order of its files’ names; other files are passed over', async () => {
    writeFileSync(
      join(folder, 'b.csv'),
      csv([
        [1, 0],
        [2, 0],
      ])
    );
    writeFileSync(
      join(folder, 'a.csv'),
      csv([
        [1, 0],
        [2, 0],
      ])
    );
    writeFileSync(join(folder, 'LICENSE'), 'MIT');
    expect((await readLabelledFolder(folder, 'here', 2)).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('that is missing or holds no CSV file is refused, by the name that was given', async () => {
    await expect(readLabelledFolder(join(folder, 'none'), 'some/none', 2)).rejects.toThrow(
      new FolderError('some/none: there is no such folder. Give --real a folder of CSV files.')
    );
    await expect(readLabelledFolder(folder, 'some', 2)).rejects.toThrow(
      /^some: there is no CSV file in this folder\. /
    );
  });

  test('with one bad file is refused as a whole', async () => {
    writeFileSync(
      join(folder, 'a.csv'),
      csv([
        [1, 0],
        [2, 0],
      ])
    );
    writeFileSync(join(folder, 'b.csv'), 'TimeStamp,Value\n2024-05-01,1\n');
    await expect(readLabelledFolder(folder, 'here', 2)).rejects.toThrow(/^b\.csv: there is no column "Label"/);
  });
});
