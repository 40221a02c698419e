/** @jest-environment node */
import { CsvError } from './csv';
import { readMarks, strangers, teachingFor } from './marks';

const fault = (text: string) => {
  try {
    readMarks(text, 'marks.json');
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(CsvError);
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
    expect(teachingFor(marks, 'cpu')).toEqual({
      normal: [{ from: MAY, to: MAY, id: '2' }],
      leftOut: [{ from: MAY, to: MAY + 3_600_000, id: '1' }],
      falseAlarms: [],
    });
    expect(teachingFor(marks, 'ram').falseAlarms).toEqual([{ from: MAY, to: MAY + 86_400_000, id: '3' }]);
  });

  test('may be about a series that is not there, which can be told', () => {
    expect(strangers(marks, ['cpu'])).toEqual(['ram']);
    expect(strangers(marks, ['cpu', 'ram'])).toEqual([]);
  });

  test.each([
    ['no JSON', '[', 'this is not JSON.'],
    ['no list', '{}', 'this is not a list of marks.'],
    ['a number for a mark', '[5]', 'mark 1 is not an object.'],
    ['no kind', '[{"from": 1, "to": 2}]', 'mark 1 has no kind.'],
    ['an unknown kind', '[{"from": 1, "to": 2, "kind": "odd"}]', 'mark 1 has the kind "odd".'],
    ['no end', '[{"from": 1, "kind": "normal"}]', 'mark 1 has no "to".'],
    [
      'no time',
      '[{"from": 1, "to": 2, "kind": "normal"}, {"from": "soon", "to": 2, "kind": "normal"}]',
      'mark 2 has "soon" for "from", which is not a time.',
    ],
    ['a blank time', '[{"from": " ", "to": 2, "kind": "normal"}]', 'mark 1 has " " for "from", which is not a time.'],
    [
      'null for a time',
      '[{"from": 1, "to": null, "kind": "normal"}]',
      'mark 1 has null for "to", which is not a time.',
    ],
    ['an end before the beginning', '[{"from": 2, "to": 1, "kind": "normal"}]', 'mark 1 ends before it begins.'],
    [
      'a number for a name',
      '[{"from": 1, "to": 2, "kind": "normal", "series": 3}]',
      'mark 1 has a series that is not a name.',
    ],
  ])('with %s is refused with its name, the mark’s number and the fault', (_, text, expected) => {
    expect(fault(text)).toBe(expected);
  });
});
