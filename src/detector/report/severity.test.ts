/** @jest-environment node */
import { exceedanceOf } from './severity';

it('treats an error that is a rounding error below the threshold as reaching it', () => {
  expect([exceedanceOf(0.3, 0.1 * 3), exceedanceOf(0.1 * 3 * (1 - 2 ** -52), 0.1 * 3)]).toEqual([1, 1]);
  expect(exceedanceOf(0.999, 1)).toBe(0.999);
  expect(exceedanceOf(0, 0)).toBe(0);
  expect(exceedanceOf(NaN, 1)).toBeNaN();
});
