import fc from 'fast-check';
import { writtenApart } from './figures';

const significant = (value: number, digits: number) => String(Number(value.toPrecision(digits)));
const six = { least: 6, most: 17 };

test('numbers are written with the least digits that are asked for, if these tell them apart', () => {
  expect(writtenApart([2.123456789, 10], significant, six)).toEqual(['2.12346', '10']);
});

test('and with as many more as it takes, both of them', () => {
  expect(writtenApart([1_000_000_000_000_040, 1_000_000_000_000_000.5], significant, six)).toEqual([
    '1000000000000040',
    '1000000000000000',
  ]);
  expect(writtenApart([1000.004, 1000], significant, six)).toEqual(['1000.004', '1000']);
});

test('zeros at the end tell nothing apart', () => {
  const fixed = (value: number, digits: number) => (Number.isInteger(value) ? String(value) : value.toFixed(digits));
  expect(writtenApart([99.96, 100], fixed, { least: 1, most: 3 })).toEqual(['99.96', '100']);
});

test('equal numbers take no digit more, nor do numbers that no digit tells apart', () => {
  expect(writtenApart([1 / 3, 1 / 3, 1 / 3], significant, six)).toEqual(['0.333333', '0.333333', '0.333333']);
  expect(writtenApart([1, 2], () => 'on', six)).toEqual(['on', 'on']);
});

test('whatever they are, different numbers differ as they are written', () => {
  const double = fc.double({ noNaN: true });
  const nearly = fc.tuple(double, fc.integer({ min: -3, max: 3 })).map(([x, n]) => [x, x * (1 + n * Number.EPSILON)]);
  fc.assert(
    fc.property(fc.oneof(nearly, fc.array(double, { minLength: 2, maxLength: 4 })), (numbers) => {
      const texts = writtenApart(numbers, significant, six);
      expect(new Set(texts).size).toBe(new Set(numbers).size);
    })
  );
});
