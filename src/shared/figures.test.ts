import fc from 'fast-check';
import { SEVERITIES, SEVERITY_BOUNDS } from '../detector/report/severity';
import { ratioMessage, ratioSign, writtenApart } from './figures';
import { inEnglish } from './message';

const significant = (value: number, digits: number) => String(Number(value.toPrecision(digits)));
const six = { least: 6, most: 17 };

test('numbers get the fewest digits if these distinguish them', () => {
  expect(writtenApart([2.123456789, 10], significant, six)).toEqual(['2.12346', '10']);
});

test('numbers get more digits until these distinguish them', () => {
  expect(writtenApart([1_000_000_000_000_040, 1_000_000_000_000_000.5], significant, six)).toEqual([
    '1000000000000040',
    '1000000000000000',
  ]);
  expect(writtenApart([1000.004, 1000], significant, six)).toEqual(['1000.004', '1000']);
});

test('trailing zeros do not distinguish numbers', () => {
  const fixed = (value: number, digits: number) => (Number.isInteger(value) ? String(value) : value.toFixed(digits));
  expect(writtenApart([99.96, 100], fixed, { least: 1, most: 3 })).toEqual(['99.96', '100']);
});

test('equal numbers get no more digits, nor do numbers that no digits distinguish', () => {
  expect(writtenApart([1 / 3, 1 / 3, 1 / 3], significant, six)).toEqual(['0.333333', '0.333333', '0.333333']);
  expect(writtenApart([1, 2], () => 'on', six)).toEqual(['on', 'on']);
});

test('different numbers get different texts', () => {
  const double = fc.double({ noNaN: true });
  const nearly = fc.tuple(double, fc.integer({ min: -3, max: 3 })).map(([x, n]) => [x, x * (1 + n * Number.EPSILON)]);
  fc.assert(
    fc.property(fc.oneof(nearly, fc.array(double, { minLength: 2, maxLength: 4 })), (numbers) => {
      const texts = writtenApart(numbers, significant, six);
      expect(new Set(texts).size).toBe(new Set(numbers).size);
    })
  );
});

const said = (exceedance: number) => inEnglish(ratioMessage(exceedance));

test.each([
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
])('a ratio of %p reads as %p', (exceedance, words) => {
  expect(said(exceedance)).toBe(words);
});

test('a ratio has a short form for columns', () => {
  expect([1, 3.19, 12.7, 1e9].map(ratioSign)).toEqual(['1.0×', '3.1×', '12×', '> 100×']);
});

test('a ratio never overstates: neither that the threshold is reached, nor the next level', () => {
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
