import fc from 'fast-check';
import { writtenApart } from './figures';

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
