/** @jest-environment node */
import { CsvError } from './csv';
import { outsiders, readMarks, strangers, labelsFor } from './marks';
import { MOST_CHARACTERS } from './terminal.mjs';

const fault = (text: string) => {
  try {
    readMarks(text, 'marks.json');
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(CsvError);
    expect((thrown as CsvError).message.length).toBeLessThanOrEqual(MOST_CHARACTERS);
    return (thrown as CsvError).fault;
  }
  throw new Error('It was read without complaint.');
};

const MAY = Date.UTC(2024, 4, 1);

describe('a file of marks', () => {
  const marks = readMarks(
    JSON.stringify([
      { from: '2024-05-01T00:00:00Z', to: '2024-05-01 01:00', kind: 'left-out', text: 'release' },
      { from: MAY, to: MAY, kind: 'normal', series: 'cpu' },
      { from: '2024-05-01T02:00:00+02:00', to: '2024-05-02', kind: 'false-alarm', series: 'ram' },
    ]),
    'marks.json'
  );

  test('says to each series what is about it or about all, by its number in the list', () => {
    expect(labelsFor(marks, 'cpu')).toEqual({
      normal: [{ from: MAY, to: MAY, id: '2' }],
      excluded: [{ from: MAY, to: MAY + 3_600_000, id: '1' }],
      falseAlarms: [],
    });
    expect(labelsFor(marks, 'ram').falseAlarms).toEqual([{ from: MAY, to: MAY + 86_400_000, id: '3' }]);
  });

  test('may be about a series that is not there, which can be told', () => {
    expect(strangers(marks, ['cpu'])).toEqual(['ram']);
    expect(strangers(marks, ['cpu', 'ram'])).toEqual([]);
  });

  test('has its times read as those of the files are: with a zone or in UTC, in seconds or milliseconds', () => {
    const read = (from: unknown) =>
      readMarks(JSON.stringify([{ from, to: from, kind: 'normal' }]), 'a.json')[0].stretch.from;
    expect(
      ['2024-05-01T02:00:00+02:00', '2024-05-01', '2024-05-01 00:00:00', '1714521600', MAY / 1000, MAY].map(read)
    ).toEqual(Array(6).fill(MAY));
  });

  test('that is no JSON is refused in one line, with what the parser says', () => {
    expect(fault('left-out')).toMatch(/^this is not JSON \(.*left-out.*\)\.$/);
    expect(fault('[\n  {"from": 1, "to": 2, "kind": "normal"},\n]')).toMatch(/^this is not JSON \(.*\]/);
  });

  test('may lie where no row is, which can be told', () => {
    const series = [
      { name: 'cpu', times: Float64Array.of(MAY, MAY + 3_600_000) },
      { name: 'ram', times: Float64Array.of(MAY + 86_400_000) },
    ];
    expect(outsiders(marks, series)).toEqual([]);
    // The first mark is about all, the second about cpu.
    expect(outsiders(marks, series.slice(1))).toEqual(['1', '2']);
    expect(outsiders(marks, [{ name: 'cpu', times: Float64Array.of(MAY + 1) }])).toEqual(['2', '3']);
  });

  test.each([
    ['nothing in it', ' \n', 'the file is empty.'],
    ['no list', '{}', 'this is not a list of labels.'],
    ['a number for a mark', '[5]', 'label 1 is not an object.'],
    ['no kind', '[{"from": 1, "to": 2}]', 'label 1 has no kind.'],
    ['an unknown kind', '[{"from": 1, "to": 2, "kind": "odd"}]', 'label 1 has the kind "odd".'],
    [
      'a kind of a megabyte',
      `[{"from": 1, "to": 2, "kind": "${'x'.repeat(1e6)}"}]`,
      `label 1 has the kind "${'x'.repeat(40)}…${'x'.repeat(15)}" (1000000 characters).`,
    ],
    ['more marks than people write', `[${Array(10_001).fill('0').join()}]`, 'it holds 10001 labels, more than 10000.'],
    ['no end', '[{"from": 1, "kind": "normal"}]', 'label 1 has no "to".'],
    [
      'no time',
      '[{"from": 1, "to": 2, "kind": "normal"}, {"from": "soon", "to": 2, "kind": "normal"}]',
      'label 2 has "soon" for "from", which is not a time.',
    ],
    ['a blank time', '[{"from": " ", "to": 2, "kind": "normal"}]', 'label 1 has " " for "from", which is not a time.'],
    [
      'null for a time',
      '[{"from": 1, "to": null, "kind": "normal"}]',
      'label 1 has null for "to", which is not a time.',
    ],
    ['an end before the beginning', '[{"from": 2, "to": 1, "kind": "normal"}]', 'label 1 ends before it begins.'],
    [
      'a number for a name',
      '[{"from": 1, "to": 2, "kind": "normal", "series": 3}]',
      'label 1 has a series that is not a name.',
    ],
  ])('with %s is refused with its name, the mark’s number and the fault', (_, text, expected) => {
    expect(fault(text)).toBe(expected);
  });
});
