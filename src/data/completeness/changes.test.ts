import { changedFrom } from './changes';

const EVER = { from: -Infinity, to: Infinity };
const rows = (values: readonly number[], first = 0) => ({
  times: Float64Array.from(values.keys(), (row) => first + row),
  values: Float64Array.from(values),
});
const steady = Array.from({ length: 40 }, (_, row) => row);
const changedAt = (...places: number[]) => steady.map((value, row) => (places.includes(row) ? -value : value));

test('an answer with the same values changed nowhere', () => {
  expect(changedFrom(rows(steady), rows([...steady, 40]), EVER)).toBeNull();
  expect(changedFrom(rows(steady), rows(steady.slice(5), 5), EVER)).toBeNull();
});

test('a late writer changes the newest values', () => {
  expect(changedFrom(rows(steady), rows(changedAt(36, 38, 39)), EVER)).toBe(36);
});

test('a value that was corrected long after its time does not make all later ones doubtful', () => {
  expect(changedFrom(rows(steady), rows(changedAt(3)), EVER)).toBeNull();
  expect(changedFrom(rows(steady), rows(changedAt(3, 39)), EVER)).toBe(39);
});

test('where nearly everything changed, another query answered', () => {
  expect(changedFrom(rows(steady), rows(steady.map((value) => value + 1)), EVER)).toBeNull();
});

test('a long tail that changed at once was filled in, and does not put all of it in doubt', () => {
  expect(changedFrom(rows(steady), rows(changedAt(...steady.slice(25))), EVER)).toBeNull();
});

test('a value that came late, or went away, changed', () => {
  const late = changedAt();
  late[39] = NaN;
  expect(changedFrom(rows(late), rows(steady), EVER)).toBe(39);
  expect(changedFrom(rows(steady), rows(late), EVER)).toBe(39);
  expect(changedFrom(rows(late), rows(late), EVER)).toBeNull();
});

test('values that were known to be incomplete do not count', () => {
  expect(changedFrom(rows(steady), rows(changedAt(39)), { from: 0, to: 38 })).toBeNull();
});
