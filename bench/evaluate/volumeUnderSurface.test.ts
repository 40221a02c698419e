/** @jest-environment node */
import golden from '../../tests/golden/vus-pr.json';
import { labelsOf } from './labelledSeries';
import { rampedLabels, volumeUnderSurface } from './volumeUnderSurface';

describe('VUS-PR', () => {
  test.each(golden.volumes.map((one) => [one.name, one] as const))(
    'agrees with the published implementation: %s',
    (_, { scores, events, buffer, vusPr }) => {
      const labels = labelsOf(
        events.map(([start, end]) => ({ start, end })),
        scores.length
      );
      expect(volumeUnderSurface(Float64Array.from(scores), labels, buffer)).toBeCloseTo(vusPr, 9);
    }
  );

  test('is 1 without a buffer when every labelled point ranks before all others', () => {
    expect(volumeUnderSurface(Float64Array.of(1, 9, 8, 2), Uint8Array.of(0, 1, 1, 0), 0)).toBe(1);
  });

  test('is the share of labelled points when all scores are the same', () => {
    // Every threshold lets all four points through: precision 2 / 4, recall 1.
    expect(volumeUnderSurface(Float64Array.of(7, 7, 7, 7), Uint8Array.of(0, 1, 1, 0), 0)).toBe(0.5);
  });

  test('is nothing to compute without a label', () => {
    expect(volumeUnderSurface(Float64Array.of(1, 2), Uint8Array.of(0, 0), 4)).toBeNaN();
  });

  test('a ramp is half a buffer long, falls as the root, and ends at the ends of the series', () => {
    const labels = Uint8Array.of(0, 1, 0, 0, 0, 0);
    // √(1 − 1/4) and √(1 − 2/4).
    const [near, far] = [0.8660254, 0.7071068];
    const expected = [near, 1, near, far, 0, 0];
    rampedLabels(labels, [{ start: 1, end: 1 }], 4).forEach((height, i) => expect(height).toBeCloseTo(expected[i], 6));
  });

  test('ramps that overlap add up to 1 at most', () => {
    const labels = Uint8Array.of(1, 0, 1);
    const events = [
      { start: 0, end: 0 },
      { start: 2, end: 2 },
    ];
    expect(Array.from(rampedLabels(labels, events, 2))).toEqual([1, 1, 1]);
  });
});
