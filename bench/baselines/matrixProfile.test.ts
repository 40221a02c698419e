/** @jest-environment node */
import golden from '../../tests/golden/matrix-profile.json';
import { matrixProfile } from './matrixProfile';

describe('the matrix profile', () => {
  test.each(golden.map((one) => [one.name, one] as const))('agrees with stumpy: %s', (_, { values, m, profile }) => {
    const own = matrixProfile(Float64Array.from(values), m);
    expect(own).toHaveLength(profile.length);
    own.forEach((distance, i) => expect(distance).toBeCloseTo(profile[i] ?? Infinity, 6));
  });

  test('has no windows where the series is shorter than one', () => {
    expect(matrixProfile(Float64Array.of(1, 2, 3), 4)).toHaveLength(0);
  });
});
