/** @jest-environment node */
import { layOutWindows } from '../grid/windows';
import type { Neighbours } from '../memory/nearestNeighbours';
import { errorWeights, usualErrors } from './countedErrors';

const SIZE = 16;
const SEGMENTS = [{ start: 0, end: 80, offset: 0 }];
const layout = layOutWindows(SEGMENTS, SIZE);

/** Every window recalls the one that lies `by` slots away, forward or else back. */
function recallAt(by: number): Neighbours {
  const count = layout.starts.length;
  const recalled = Int32Array.from(layout.starts, (start) => {
    const at = start + by <= 80 - SIZE ? start + by : start - by;
    return layout.starts.indexOf(at);
  });
  return { perWindow: 1, recalled, found: new Uint8Array(count).fill(1), rarity: new Float64Array(count) };
}

describe('the usual error', () => {
  it('is the error at the same place of the recalled windows, not its own', () => {
    const errors = new Float64Array(80).fill(0.1);
    errors.fill(5, 20, 24);
    const usual = usualErrors(errors, SEGMENTS, layout, recallAt(32));
    // Slots 52 to 55 recall 20 to 23, and the other way round nothing lies at 52.
    expect(Math.max(...usual.subarray(53, 55))).toBeGreaterThan(2);
    expect(Math.max(...usual.subarray(20, 24))).toBeLessThan(0.3);
  });

  it('is 0 if nothing was recalled', () => {
    const neighbours = recallAt(32);
    neighbours.found.fill(0);
    expect(Array.from(usualErrors(new Float64Array(80).fill(1), SEGMENTS, layout, neighbours))).toEqual(
      Array(80).fill(0)
    );
  });
});

describe('the weight of an error', () => {
  const usual = Float64Array.of(1, 1, 1, 1, 1, 1, 4, 9);

  it('is 1 if recall is as exact as usual, and less if it usually is not', () => {
    // numpy: percentile([1, 1, 1, 1, 1, 1, 1, 4, 9], 75) = 1.
    const all = Float64Array.of(1, ...usual);
    expect(Array.from(errorWeights(all, all, 0.5) ?? [])).toEqual([1, 1, 1, 1, 1, 1, 1, 1 / 2, 1 / 3]);
    expect(Array.from(errorWeights(all, all, 1) ?? [])).toEqual([1, 1, 1, 1, 1, 1, 1, 1 / 4, 1 / 9]);
  });

  it('is measured on active slots, so that long calm does not lower it', () => {
    const mostlyCalm = Float64Array.of(0.01, 0.01, 0.01, 0.01, 0.01, 2, 2, 8);
    // numpy: percentile([2, 2, 2, 8], 75) = 3.5.
    const weights = errorWeights(mostlyCalm, Float64Array.of(2, 2, 2, 8), 1);
    expect(Array.from(weights ?? [])).toEqual([1, 1, 1, 1, 1, 1, 1, 3.5 / 8]);
  });

  it('is 1 everywhere if the strength or the ordinary error is zero', () => {
    expect(errorWeights(usual, usual, 0)).toBeNull();
    const zeros = Float64Array.of(0, 0, 0, 0, 0, 0, 0, 7);
    expect(Array.from(errorWeights(zeros, zeros, 1) ?? [])).toEqual(Array(8).fill(1));
  });
});
