/** @jest-environment node */
import { putOnGrid } from '../grid/grid';
import { Beside, excludedSlots, withoutExcluded } from './excluded';

const SIZE = 10;
const LENGTH = 100;
const series = { times: Float64Array.from({ length: LENGTH }, (_, i) => i), values: new Float64Array(LENGTH).fill(1) };

/** The points, by number, that stand for slots beside, on either side, and how many slots are gone. */
function leftOutOf(stretches: ReadonlyArray<[number, number]>, given = series) {
  const remaining = withoutExcluded(
    given,
    stretches.map(([from, to]) => ({ from, to }))
  );
  const grid = putOnGrid(remaining.series, SIZE);
  const { gone, beside } = excludedSlots(grid, given, remaining.taken, SIZE);
  const on = (side: number) =>
    Array.from(grid.slotOf.keys()).filter((i) => grid.slotOf[i] >= 0 && beside[grid.slotOf[i]] === side);
  return { before: on(Beside.before), after: on(Beside.after), gone: gone.reduce((sum, one) => sum + one, 0) };
}

const run = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

describe('slots less than a window away from excluded time', () => {
  it('lie on both sides of a short gap', () => {
    expect(leftOutOf([[40, 44]])).toEqual({ before: run(31, 39), after: run(45, 53), gone: 5 });
  });

  it('lie on both sides of a gap that ends a segment, though no slot lies in the gap itself', () => {
    expect(leftOutOf([[40, 59]])).toEqual({ before: run(31, 39), after: run(60, 68), gone: 0 });
  });

  it('are all remaining slots up to a near end of the series', () => {
    expect(
      leftOutOf([
        [40, 41],
        [95, 96],
      ])
    ).toMatchObject({ before: [...run(31, 39), ...run(86, 94)], after: [...run(42, 50), ...run(97, 99)] });
  });

  it('do not lie between two gaps if no slot between them is farther away', () => {
    const between = (next: number) => {
      const { before, after } = leftOutOf([
        [20, 22],
        [next, 44],
      ]);
      return [after, before].map((side) => side.filter((point) => point > 22 && point < next));
    };
    expect(between(41)).toEqual([[], []]);
    expect(between(42)).toEqual([run(23, 31), run(33, 41)]);
  });

  it('do not lie beside an original gap', () => {
    const values = series.values.map((value, i) => (i >= 40 && i < 45 ? NaN : value));
    expect(leftOutOf([[40, 44]], { ...series, values })).toEqual({ before: [], after: [], gone: 0 });
  });
});
