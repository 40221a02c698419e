import { FieldType, toDataFrame } from '@grafana/data';
import { readFrames } from '../../series/frames';
import { CompletenessWatch, type QueryAnswer } from './completenessWatch';
import type { RowKind } from './rowKind';

const STEP = 15_000;
const noise = (row: number) => Math.sin(row * row);

/** The rows of a range that ends at a time, from a source that returns them as `valueAt` says. */
function answerAt(
  to: number,
  valueAt: (row: number) => number,
  kind: RowKind = 'instant',
  question = 'q'
): QueryAnswer {
  const last = Math.floor(to / STEP);
  const rows = Array.from({ length: 100 }, (_, row) => last - 99 + row);
  const fields = [
    { name: 'time', type: FieldType.time, values: rows.map((row) => row * STEP) },
    { name: 'a', type: FieldType.number, values: rows.map(valueAt) },
  ];
  return {
    question,
    kinds: new Map([['A', kind]]),
    range: { from: rows[0] * STEP, to },
    askedAt: to,
    reading: readFrames([toDataFrame({ refId: 'A', fields })]),
    isWhole: true,
  };
}

const START = 1000 * STEP;
/** Values of the newest half minute are those of half a minute ago, as in VictoriaMetrics. */
const unsettled = (to: number) => (row: number) =>
  noise(row * STEP > to - 30_000 ? Math.floor((to - 30_000) / STEP) : row);

test('nothing is doubtful in a source that keeps its values', () => {
  const watch = new CompletenessWatch();
  for (let to = START; to < START + 60 * STEP; to += 10_000) {
    expect(watch.of(answerAt(to, noise), [null])[0].settledTo).toBe(Infinity);
  }
});

test('values that a source revises are not settled at that age, from the second answer on', () => {
  const watch = new CompletenessWatch();
  // A kind that is not known: the repeated values alone show nothing.
  watch.of(answerAt(START, unsettled(START), 'unknown'), [null]);
  const next = START + STEP;
  const [{ settledTo }] = watch.of(answerAt(next, unsettled(next), 'unknown'), [null]);
  expect(settledTo).toBeGreaterThanOrEqual(next - 30_000 - STEP);
  expect(settledTo).toBeLessThan(next - STEP);
});

test('the same answer beside another look-back is no news', () => {
  const watch = new CompletenessWatch();
  watch.of(answerAt(START, noise), [null]);
  const late = answerAt(START + STEP, (row) => noise(row) + (row >= 998 ? 1 : 0));
  const first = watch.of(late, [null])[0].settledTo;
  expect(first).toBeLessThan(START);
  expect(watch.of(late, [late.reading.series[0].series])[0].settledTo).toBe(first);
});

test('a source that has not changed anything for sixty answers is settled', () => {
  const watch = new CompletenessWatch();
  watch.of(
    answerAt(START, (row) => noise(row) + (row === 1000 ? 1 : 0)),
    [null]
  );
  const settled = Array.from(
    { length: 61 },
    (_, answer) => watch.of(answerAt(START + (answer + 1) * STEP, noise), [null])[0].settledTo
  );
  expect(settled.findIndex((time) => time === Infinity)).toBe(60);
});

test('another question begins anew', () => {
  const watch = new CompletenessWatch();
  watch.of(
    answerAt(START, (row) => noise(row) + (row === 1000 ? 1 : 0)),
    [null]
  );
  expect(watch.of(answerAt(START + STEP, noise, 'instant', 'other'), [null])[0].settledTo).toBe(Infinity);
});

test('the growth of a bucket is no change of a complete value', () => {
  const watch = new CompletenessWatch();
  for (let to = START + 5000; to < START + 20 * STEP; to += 5000) {
    const share = (row: number) => Math.min(1, (to - row * STEP) / STEP);
    const [{ settledTo, complete }] = watch.of(
      answerAt(to, (row) => share(row) * (2 + noise(row)), 'bucket-start'),
      [null]
    );
    expect(settledTo).toBe(Infinity);
    expect(complete.to).toBe((Math.floor(to / STEP) - 1) * STEP);
  }
});

test('a transformed frame without a query has the kind of the panel', () => {
  const answer = answerAt(START + 5000, noise, 'bucket-start');
  answer.reading.frames[0].refId = 'joinByField-A-B';
  expect(new CompletenessWatch().of(answer, [null])[0].isBucketed).toBe(true);
});
