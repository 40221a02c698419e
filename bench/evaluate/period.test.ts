/** @jest-environment node */
import golden from '../../tests/golden/vus-pr.json';
import { periodOf } from './period';

describe('the period of a series', () => {
  test.each(golden.periods.map((one) => [one.name, one] as const))(
    'agrees with the benchmark’s own code: %s',
    (_, { values, period }) => {
      expect(periodOf(Float64Array.from(values))).toBe(period);
    }
  );

  test('is 125 where a series is too short to tell', () => {
    expect(periodOf(Float64Array.of(1, 2, 1))).toBe(125);
  });
});
