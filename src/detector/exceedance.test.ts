/** @jest-environment node */
import fc from 'fast-check';
import { inEnglish } from '../saying';
import { timesSaid, timesSign } from './exceedance';
import { SEVERITY_BOUNDS, SEVERITIES } from './severity';

const said = (exceedance: number) => inEnglish(timesSaid(exceedance));

it.each([
  [0, '0 times'],
  [0.004, 'less than 0.01 times'],
  [0.629, '0.62 times'],
  [0.9, '0.9 times'],
  [0.9999, '0.99 times'],
  [1, '1.0 times'],
  [2.3, '2.3 times'],
  [3.19, '3.1 times'],
  [9.99, '9.9 times'],
  [12.7, '12 times'],
  [100, '100 times'],
  [100.001, 'more than 100 times'],
  [1.2e15, 'more than 100 times'],
  [Infinity, 'more than 100 times'],
])('tells a ratio of %p as %p', (exceedance, words) => {
  expect(said(exceedance)).toBe(words);
});

it('has a short form for columns', () => {
  expect([0.629, 3.19, 12.7, 1e9].map((exceedance) => inEnglish(timesSign(exceedance)))).toEqual([
    '0.62×',
    '3.1×',
    '12×',
    '> 100×',
  ]);
});

it('never reads as more than it is: not as the threshold reached, nor as the next level', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (exceedance) => {
      const told = Number(/([\d.]+)×/.exec(inEnglish(timesSign(exceedance)))?.[1]);
      expect(told).toBeLessThanOrEqual(Math.max(exceedance + 1e-9, 0.01));
      for (const bound of [1, ...SEVERITIES.map((level) => SEVERITY_BOUNDS[level])]) {
        expect(exceedance < bound - 1e-6 && told >= bound).toBe(false);
      }
    })
  );
});
