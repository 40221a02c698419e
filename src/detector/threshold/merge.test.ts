/** @jest-environment node */
import { mergeNear } from './merge';

const line = Float64Array.from({ length: 100 }, (_, i) => i);
const run = (start: number, end: number, score = 1) => ({ start, end, score });

describe('merging near sequences', () => {
  it('merges two that are at most as far apart as asked, with the higher score', () => {
    expect(mergeNear([run(10, 20, 1), run(30, 35, 3)], line, 10)).toEqual([run(10, 35, 3)]);
  });

  it('keeps two that are farther apart', () => {
    expect(mergeNear([run(10, 20), run(31, 35)], line, 10)).toEqual([run(10, 20), run(31, 35)]);
  });

  it('chains: each is compared with the end of the merged sequence', () => {
    expect(mergeNear([run(0, 5), run(8, 12), run(15, 20), run(40, 45)], line, 3)).toEqual([run(0, 20), run(40, 45)]);
  });

  it('merges nothing at 0, and nothing across the jump between segments', () => {
    expect(mergeNear([run(0, 5), run(6, 9)], line, 0)).toHaveLength(2);
    const apart = line.map((position) => (position > 5 ? position + 50 : position));
    expect(mergeNear([run(0, 5), run(6, 9)], apart, 10)).toHaveLength(2);
  });
});
