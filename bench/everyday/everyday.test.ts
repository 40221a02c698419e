/** @jest-environment node */
import { everydayOf, KINDS, type EverydaySeries, type Kind } from './everyday';

const PER_KIND = 15;
const halves = { choose: everydayOf('choose', PER_KIND), report: everydayOf('report', PER_KIND) };
const all = [...halves.choose, ...halves.report];
const named = (...kinds: Kind[]) =>
  all.filter(({ kind }) => kinds.includes(kind)).map((series) => [series.id, series] as const);
/** Series of some kinds that ask for an expectation of one sort. */
const expecting = <Sort extends EverydaySeries['expectation']['kind']>(sort: Sort, ...kinds: Kind[]) =>
  named(...kinds).flatMap(([id, { values, expectation }]) =>
    expectation.kind === sort
      ? [[id, values, expectation as Extract<EverydaySeries['expectation'], { kind: Sort }>] as const]
      : []
  );

const sorted = (values: ArrayLike<number>) => Float64Array.from(values).sort();
const medianOf = (values: ArrayLike<number>) => sorted(values)[values.length >> 1];
const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviationOf = (values: Float64Array) => {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
};
const withoutRows = (values: Float64Array, start: number, end: number) =>
  values.filter((_, row) => row < start || row > end);

describe('the everyday suite', () => {
  test('is the same each time, and fewer series are the first of more', () => {
    const again = everydayOf('choose', 2);
    expect(again).toHaveLength(2 * KINDS.length);
    for (const one of again) {
      const first = halves.choose.find(({ id }) => id === one.id);
      expect(Array.from(one.values).join()).toBe(Array.from(first?.values ?? []).join());
      expect([one.times[0], one.expectation]).toEqual([first?.times[0], first?.expectation]);
    }
    expect(everydayOf('choose', 1, ['trend']).map(({ id }) => id)).toEqual([again[2 * KINDS.indexOf('trend')].id]);
  });

  test('has as many series of each of its thirteen kinds, and none in both halves', () => {
    expect(KINDS).toHaveLength(13);
    for (const kind of KINDS) {
      expect(halves.report.filter((one) => one.kind === kind)).toHaveLength(PER_KIND);
    }
    const content = ({ values }: EverydaySeries) => Array.from(values).join();
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const noise = all.filter(({ kind }) => kind !== 'flat');
    expect(new Set(noise.map(content)).size).toBe(noise.length);
  });

  test('has finite values at ascending times, between 200 and 3,500 of them', () => {
    for (const { times, values } of all) {
      expect(values).toHaveLength(times.length);
      expect(values.length).toBeGreaterThanOrEqual(200);
      expect(values.length).toBeLessThanOrEqual(3500);
      expect(values.every(Number.isFinite)).toBe(true);
      expect(times.every((time, row) => row === 0 || time > times[row - 1])).toBe(true);
    }
  });

  test('can be written as JSON, expectations and all', () => {
    for (const { expectation } of all) {
      expect(JSON.parse(JSON.stringify(expectation))).toEqual(expectation);
    }
  });

  test.each(KINDS)('asks %s for nothing where nothing was put in', (kind) => {
    const quiet = halves.choose.filter((one) => one.kind === kind && one.expectation.kind === 'nothing').length;
    const expected: Partial<Record<Kind, number>> = { spike: 3, flat: 2, rare: 12 };
    const always: Kind[] = ['edge', 'ramp', 'weekend', 'calm'];
    expect(quiet).toBe(expected[kind] ?? (always.includes(kind) ? PER_KIND : 0));
  });
});

describe('what is to be found can be seen', () => {
  test.each(expecting('incident', 'spike'))('%s: twice as far out as any other row', (_, values, { at }) => {
    const others = withoutRows(values, at.start, at.end);
    const middle = medianOf(others);
    const farthest = others.reduce((most, value) => Math.max(most, Math.abs(value - middle)), 0);
    expect(at.end).toBe(at.start);
    expect(Math.abs(values[at.start] - middle)).toBeGreaterThan(2 * farthest);
  });

  test.each(expecting('incident', 'flat'))('%s: beyond all that the flat rows reach', (_, values, { at }) => {
    const others = sorted(withoutRows(values, at.start, at.end));
    const span = others[others.length - 1] - others[0];
    for (const value of values.subarray(at.start, at.end + 1)) {
      expect(Math.max(value - others[others.length - 1], others[0] - value)).toBeGreaterThan(8 * span);
    }
  });

  test.each(expecting('incident', 'trend'))('%s: away from the straight line around it', (_, values, { at }) => {
    const around = [...rowsBetween(at.start - 30, at.start - 1), ...rowsBetween(at.end + 1, at.end + 30)];
    const line = lineThrough(around, values);
    const miss = (rows: number[]) =>
      Math.sqrt(meanOf(Float64Array.from(rows, (row) => (values[row] - line(row)) ** 2)));
    expect(miss(rowsBetween(at.start, at.end))).toBeGreaterThan(3 * miss(around));
    const span = sorted(values);
    const most = Math.max(...rowsBetween(at.start, at.end).map((row) => Math.abs(values[row] - line(row))));
    expect(most).toBeGreaterThan(0.03 * (span[span.length - 1] - span[0]));
  });

  test.each(expecting('incident', 'rare'))('%s: above all other rows', (_, values, { at }) => {
    const others = sorted(withoutRows(values, at.start, at.end));
    const most = values.slice(at.start, at.end + 1).reduce((a, b) => Math.max(a, b));
    expect(most).toBeGreaterThan(others[others.length - 1]);
  });

  test.each(expecting('incident', 'stuck'))('%s: stands still there and nowhere else', (_, values, { at }) => {
    expect(new Set(values.subarray(at.start, at.end + 1)).size).toBe(1);
    expect(new Set(values).size).toBe(values.length - (at.end - at.start));
    expect(at.end).toBeLessThan(values.length - 64);
    expect(at.end - at.start + 1).toBeGreaterThanOrEqual(40);
  });

  test.each(expecting('onset', 'young'))(
    '%s: still before, moving for six windows and more after',
    (_, values, { at }) => {
      expect(new Set(values.subarray(0, at)).size).toBe(1);
      expect(new Set(values.subarray(at)).size).toBeGreaterThan(10);
      expect(values.length - at).toBeGreaterThanOrEqual(6 * 64);
      expect(values.length - at).toBeLessThanOrEqual(12 * 64);
      expect(at).toBeGreaterThan(values.length / 2);
    }
  );

  test.each(expecting('onset', 'counterReset'))('%s: falls once, to zero', (_, values, { at }) => {
    expect(rowsBetween(1, values.length - 1).filter((row) => values[row] < values[row - 1])).toEqual([at]);
    expect(values[at]).toBe(0);
  });

  test.each(expecting('onset', 'lastingStep'))('%s: two levels, six windows and more each', (_, values, { at }) => {
    const [before, after] = [values.slice(0, at), values.slice(at)];
    const apart = Math.abs(meanOf(before) - meanOf(after));
    expect(apart).toBeGreaterThan(2.5 * Math.max(deviationOf(before), deviationOf(after)));
    expect(Math.min(before.length, after.length)).toBeGreaterThanOrEqual(6 * 64);
  });

  test.each(expecting('incidents', 'business'))('%s: unlike the same weekdays around', (_, values, { at }) => {
    expect(at).toHaveLength(3);
    for (const { start, end } of at) {
      expect(end - start + 1).toBeGreaterThanOrEqual(2);
      expect(end - start + 1).toBeLessThanOrEqual(5);
      for (const day of rowsBetween(start, end)) {
        const usual = medianOf([-21, -14, -7, 7, 14].map((days) => values[day + days]));
        expect(Math.abs(Math.log(Math.max(1e-9, values[day]) / usual))).toBeGreaterThan(0.5);
      }
    }
  });
});

describe('a job that comes several times', () => {
  const jobs = named('rare').filter(([, { expectation }]) => expectation.kind === 'nothing');

  test.each(jobs)('%s', (id, { values }) => {
    const times = Number(/(\d) times/.exec(id)?.[1]);
    const most = sorted(values)[values.length - 1];
    const middle = medianOf(values);
    // Peaks over three fifths of the highest, apart.
    const high = rowsBetween(0, values.length - 1).filter((row) => values[row] - middle > 0.6 * (most - middle));
    const begins = high.filter((row, i) => i === 0 || row - high[i - 1] > 100);
    expect(begins).toHaveLength(times);
    expect(times).toBeGreaterThanOrEqual(3);
    expect(times).toBeLessThanOrEqual(5);
  });
});

function rowsBetween(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** Least squares. */
function lineThrough(rows: readonly number[], values: Float64Array): (row: number) => number {
  const [middle, level] = [meanOf(Float64Array.from(rows)), meanOf(Float64Array.from(rows, (row) => values[row]))];
  const slope =
    rows.reduce((sum, row) => sum + (row - middle) * (values[row] - level), 0) /
    rows.reduce((sum, row) => sum + (row - middle) ** 2, 0);
  return (row) => level + slope * (row - middle);
}
