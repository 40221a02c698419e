import { ratioPerDoubling } from './growth';
import { ratioOf, spreadOf } from './spread';

it('gives median and quartiles as numpy does', () => {
  // numpy.percentile([7, 1, 4, 2], [50, 25, 75])
  expect(spreadOf([7, 1, 4, 2])).toEqual({ median: 3, low: 1.75, high: 4.75 });
});

it('refuses to give a median of nothing', () => {
  expect(() => spreadOf([])).toThrow(RangeError);
});

it('compares within a round, so that a slow round for both changes nothing', () => {
  expect(ratioOf([2, 200, 4], [1, 100, 2])).toEqual({ median: 2, low: 2, high: 2 });
});

it('finds what a doubling costs', () => {
  expect(ratioPerDoubling([1, 2, 4, 8], [5, 10, 20, 40])).toBeCloseTo(2);
  expect(ratioPerDoubling([1, 2, 4], [3, 12, 48])).toBeCloseTo(4);
});
