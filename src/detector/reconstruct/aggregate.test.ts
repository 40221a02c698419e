/** @jest-environment node */
import fc from 'fast-check';
import { seeded } from '../../../tests/arbitraries';
import * as naive from '../../../tests/naive';
import { layOutWindows } from '../grid/windows';
import { addWindows, emptySums, meanOfWindows } from './aggregate';

describe('the mean of overlapping windows', () => {
  it('agrees with collecting the windows of every slot', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 2 ** 31 - 1 }),
        (size, extra, seed) => {
          const random = seeded(seed);
          const layout = layOutWindows([{ start: 0, end: size + extra, offset: 0 }], size);
          const count = layout.starts.length;
          const windows = Float32Array.from({ length: count * size }, () => random() - 0.5);
          const sums = emptySums(size + extra);
          const half = Math.floor(count / 2);
          addWindows(sums, windows.subarray(0, half * size), layout, { from: 0, to: half });
          addWindows(sums, windows.subarray(half * size), layout, { from: half, to: count });
          const rows = Array.from({ length: count }, (_, w) => Array.from(windows.subarray(w * size, (w + 1) * size)));
          const slow = naive.meanOfWindows(rows, Array.from(layout.starts), size + extra);
          const fast = meanOfWindows(sums);
          expect(slow.filter((value, slot) => Math.abs(value - fast[slot]) > 1e-12)).toEqual([]);
        }
      ),
      { numRuns: 200 }
    );
  });

  // Windows of two slots at 0, 1 and 2.
  const layout = layOutWindows([{ start: 0, end: 4, offset: 0 }], 2);
  const windows = Float32Array.of(2, 2, 6, 6, 10, 10);

  it('weighs each window', () => {
    const sums = emptySums(4);
    addWindows(sums, windows, layout, { from: 0, to: 3 }, (w) => [1, 3, 1][w]);
    // (1 · 2 + 3 · 6) / 4 and (3 · 6 + 1 · 10) / 4.
    expect(Array.from(meanOfWindows(sums))).toEqual([2, 5, 7, 10]);
  });

  it('ignores windows of weight 0, and uses the fallback only if no other window covers a slot', () => {
    const sums = emptySums(4);
    const lesser = emptySums(4);
    addWindows(sums, windows, layout, { from: 0, to: 3 }, (w) => (w === 0 ? 1 : 0));
    addWindows(lesser, windows, layout, { from: 0, to: 3 }, (w) => (w === 0 ? 0 : 1));
    expect(Array.from(meanOfWindows(sums, lesser))).toEqual([2, 2, 8, 10]);
  });
});
