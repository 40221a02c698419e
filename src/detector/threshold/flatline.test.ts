/** @jest-environment node */
import { seeded } from '../../../tests/arbitraries';
import { flatlines } from './flatline';
import { putOnGrid } from '../grid/grid';

const MINUTE = 60_000;
const SIZE = 64;
const LENGTH = 400;

/** Noise that moves from row to row, but stands still in some stretches; NaN rows are missing. */
function moving(...still: Array<[from: number, to: number]>): Float64Array {
  const random = seeded(7);
  const values = Float64Array.from({ length: LENGTH }, () => random());
  still.forEach(([from, to]) => values.fill(values[from], from, to + 1));
  return values;
}

function found(values: Float64Array, step = MINUTE) {
  const grid = putOnGrid({ times: values.map((_, i) => i * step), values }, SIZE);
  return flatlines(grid.values, grid, SIZE);
}

describe('a flatline', () => {
  it('is a stretch of more than a quarter of a window in which a series that always moves is flat', () => {
    expect(found(moving([200, 231]))).toEqual([{ first: 200, last: 231, ratio: 32 / 16 }]);
    expect(found(moving([200, 216]))).toEqual([{ first: 200, last: 216, ratio: 17 / 16 }]);
    expect(found(moving([200, 215]))).toEqual([]);
  });

  it('may move by less than a fiftieth of the usual movement', () => {
    const values = moving([200, 231]).map((value, i) => value + (i % 2 ? 0.001 : 0));
    expect(found(values).map(({ first, last }) => [first, last])).toEqual([[200, 231]]);
    const restless = moving([200, 231]).map((value, i) => value + (i % 2 ? 0.1 : 0));
    expect(found(restless)).toEqual([]);
  });

  it('does not exist in a series that is often flat', () => {
    const counts = Float64Array.from({ length: LENGTH }, (_, i) => Math.floor(i / 4) % 7);
    counts.fill(3, 200, 232);
    expect(found(counts)).toEqual([]);
  });

  it('is reported if it occurs twice, and is usual if it occurs three times', () => {
    expect(found(moving([100, 131], [200, 231])).map(({ first }) => first)).toEqual([100, 200]);
    expect(found(moving([100, 131], [200, 231], [300, 331]))).toEqual([]);
  });

  it('does not begin with the series, or cover more than a quarter of it', () => {
    expect(found(moving([0, 40]))).toEqual([]);
    expect(found(moving([200, 299])).map(({ first, last }) => [first, last])).toEqual([[200, 299]]);
    expect(found(moving([200, 300]))).toEqual([]);
  });

  it('at the live edge is reported only after the five minutes for which a source repeats its last value', () => {
    expect(found(moving([LENGTH - 21, LENGTH - 1]))).toEqual([]);
    expect(found(moving([LENGTH - 22, LENGTH - 1]))).toEqual([
      { first: LENGTH - 22, last: LENGTH - 1, ratio: (22 - 5) / 16 },
    ]);
    // With a row an hour the five minutes are a twelfth of a row.
    expect(found(moving([LENGTH - 17, LENGTH - 1]), 60 * MINUTE)).toHaveLength(1);
  });

  it('before a gap is reported only after these five minutes, too: the target went away', () => {
    const values = moving([200, 220]);
    values[221] = NaN;
    expect(found(values)).toEqual([]);
    const longer = moving([200, 221]);
    longer[222] = NaN;
    expect(found(longer)).toEqual([{ first: 200, last: 221, ratio: (22 - 5) / 16 }]);
  });

  it('ends at missing samples', () => {
    const values = moving([200, 231]);
    values[215] = NaN;
    expect(found(values)).toEqual([]);
  });

  it('does not exist in a constant series, nor in an empty one', () => {
    expect(found(new Float64Array(LENGTH))).toEqual([]);
    expect(flatlines(new Float64Array(0), { observed: new Uint8Array(0), segments: [], step: MINUTE }, SIZE)).toEqual(
      []
    );
  });
});
