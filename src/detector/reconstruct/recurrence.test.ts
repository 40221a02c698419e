/** @jest-environment node */
import { putOnGrid } from '../grid/grid';
import { recurrences } from './recurrence';

const SIZE = 64;
const LENGTH = 400;
const BUMP = [1, 2, 3, 2, 1];
/** Slots beside an occurrence that belong to it: an eighth of a window. */
const MARGIN = 8;

/** Zeros with bumps at some places, each so many times as high. */
function bumps(...at: Array<[place: number, times?: number]>): Float64Array {
  const values = new Float64Array(LENGTH);
  at.forEach(([place, times = 1]) =>
    values.set(
      BUMP.map((value) => times * value),
      place
    )
  );
  return values;
}

/** What is found when the bump at one place is reported. */
function found(values: Float64Array, reported = 50, length = BUMP.length) {
  const grid = putOnGrid({ times: values.map((_, i) => i * 1000), values }, SIZE);
  const slots = Int32Array.from({ length: LENGTH }, (_, i) => i);
  const sequence = { first: reported, last: reported + length - 1 };
  return recurrences([sequence], slots, grid, values, new Float64Array(LENGTH), SIZE);
}

describe('a rare event that recurs evenly', () => {
  it('is expected at each occurrence as it was', () => {
    const values = bumps([50], [150], [250]);
    expect(found(values)).toEqual(
      [50, 150, 250].map((place) => ({
        first: place - MARGIN,
        last: place + BUMP.length + MARGIN - 1,
        expected: values.slice(place - MARGIN, place + BUMP.length + MARGIN),
      }))
    );
  });

  it('may be missing once', () => {
    expect(found(bumps([50], [150], [350])).map(({ first }) => first + MARGIN)).toEqual([50, 150, 350]);
  });

  it('is expected no higher than the other occurrences plus a quarter of their range', () => {
    const [, , third] = found(bumps([50], [150], [250, 1.3]));
    // The others show 2 to 3 within a slot of the peak: 3 + 0.25 (3 − 2) at most.
    expect(third.expected[MARGIN + 2]).toBe(3.25);
  });

  it('is not expected if it occurred twice', () => {
    expect(found(bumps([50], [150]))).toEqual([]);
  });

  it('is not expected if it occurred unevenly', () => {
    expect(found(bumps([50], [150], [290]))).toEqual([]);
  });

  it('does not match the other sign, or a far higher event', () => {
    expect(found(bumps([50], [150], [250, -1]))).toEqual([]);
    expect(found(bumps([50], [150], [250, 2]))).toEqual([]);
  });

  it('is looked for among runs shorter than a window', () => {
    expect(found(bumps([50], [150], [250]), 30, SIZE + 1)).toEqual([]);
  });

  it('is not searched for if nothing is reported', () => {
    const values = bumps([50], [150], [250]);
    const grid = putOnGrid({ times: values.map((_, i) => i * 1000), values }, SIZE);
    expect(recurrences([], Int32Array.from(values.keys()), grid, values, values, SIZE)).toEqual([]);
  });
});
