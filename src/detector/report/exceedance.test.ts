/** @jest-environment node */
import fc from 'fast-check';
import { inEnglish } from '../../shared/message';
import { exceedanceOf, ratioMessage, ratioSign } from './exceedance';
import { SEVERITY_BOUNDS, SEVERITIES } from './severity';

const said = (exceedance: number) => inEnglish(ratioMessage(exceedance));

it.each([
  [0, '0 % of'],
  [0.004, '< 1 % of'],
  [0.29, '29 % of'],
  [0.629, '62 % of'],
  [0.9, '90 % of'],
  [0.9999, '99 % of'],
  [1 - 1e-12, '99 % of'],
  [1, '1.0 times'],
  [2.3, '2.3 times'],
  [3.19, '3.1 times'],
  [9.99, '9.9 times'],
  [12.7, '12 times'],
  [100, '100 times'],
  [100.001, 'more than 100 times'],
  [1.2e15, 'more than 100 times'],
  [Infinity, 'more than 100 times'],
])('shows a ratio of %p as %p', (exceedance, words) => {
  expect(said(exceedance)).toBe(words);
});

it('treats an error that is a rounding error below the threshold as reaching it', () => {
  expect([exceedanceOf(0.3, 0.1 * 3), exceedanceOf(0.1 * 3 * (1 - 2 ** -52), 0.1 * 3)]).toEqual([1, 1]);
  expect(exceedanceOf(0.999, 1)).toBe(0.999);
  expect(exceedanceOf(0, 0)).toBe(0);
  expect(exceedanceOf(NaN, 1)).toBeNaN();
});

it('has a short form for columns', () => {
  expect([1, 3.19, 12.7, 1e9].map(ratioSign)).toEqual(['1.0×', '3.1×', '12×', '> 100×']);
});

it('never overstates: neither that the threshold is reached, nor the next level', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (exceedance) => {
      const words = said(exceedance);
      const told = Number(/[\d.]+/.exec(words)?.[0]) / (words.endsWith('% of') ? 100 : 1);
      expect(told).toBeLessThanOrEqual(Math.max(exceedance + 1e-9, 0.01));
      for (const bound of [1, ...SEVERITIES.map((level) => SEVERITY_BOUNDS[level])].filter((one) => one > 0)) {
        expect(exceedance < bound - 1e-6 && told >= bound).toBe(false);
      }
    })
  );
});
