/** @jest-environment node */
import fc from 'fast-check';
import { seeded } from '../../tests/arbitraries';
import * as naive from '../../tests/naive';
import { barRarest, chooseMemory, meanOfRecalled, recall } from './recall';
import { layOutWindows } from './windows';

describe('the choice of memory', () => {
  const chosen = (slots: number, capacity: number, offset = 0) => {
    const layout = layOutWindows([{ start: 0, end: slots, offset }], 16);
    return Array.from(chooseMemory(layout, capacity), (w) => layout.offsets[w]);
  };

  it('keeps every window while there is room', () => {
    expect(chosen(19, 10)).toEqual([0, 1, 2, 3]);
  });

  it('keeps every second, fourth ... window where there is not', () => {
    expect(chosen(20, 3)).toEqual([0, 2, 4]);
    expect(chosen(20, 2)).toEqual([0, 4]);
  });

  it('keeps the same windows when the range slides on', () => {
    const before = chosen(115, 20, 1000);
    const after = chosen(115, 20, 1011);
    expect(before.filter((offset) => offset >= 1011)).toEqual(after.filter((offset) => offset <= 1099));
    expect(after.length).toBeGreaterThan(5);
  });

  it('keeps one window at least', () => {
    expect(chosen(17, 1, 5)).toHaveLength(1);
    expect(chooseMemory(layOutWindows([{ start: 0, end: 65, offset: 1 }], 64), 8)).toHaveLength(2);
  });
});

describe('recall', () => {
  const layout = layOutWindows([{ start: 0, end: 40, offset: 0 }], 4);

  it('recalls nothing that shares a slot with the window', () => {
    const latents = new Float32Array(layout.starts.length);
    const { recalled, neighbours } = recall(latents, 1, layout, chooseMemory(layout, 99), 3);
    layout.starts.forEach((start, w) => {
      for (let k = 0; k < neighbours; k++) {
        expect(Math.abs(layout.starts[recalled[w * neighbours + k]] - start)).toBeGreaterThanOrEqual(4);
      }
    });
  });

  it('recalls across a gap, however near the slots lie', () => {
    const parted = layOutWindows(
      [
        { start: 0, end: 4, offset: 0 },
        { start: 4, end: 8, offset: 100 },
      ],
      4
    );
    const { found, recalled } = recall(Float32Array.of(1, 2), 1, parted, Int32Array.of(0, 1), 2);
    expect(Array.from(found)).toEqual([1, 1]);
    expect(Array.from(recalled)).toEqual([1, -1, 0, -1]);
  });

  it('recalls nothing from a series of one window', () => {
    const single = layOutWindows([{ start: 0, end: 4, offset: 0 }], 4);
    const recollection = recall(Float32Array.of(1), 1, single, Int32Array.of(0), 8);
    expect(Array.from(recollection.found)).toEqual([0]);
    expect(Array.from(meanOfRecalled(Float32Array.of(5), 1, recollection, 0, 1))).toEqual([0]);
  });

  it('finds the same distances as sorting all of them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 16 }),
        fc.integer({ min: 0, max: 250 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 2 ** 31 - 1 }),
        fc.integer({ min: 1, max: 60 }),
        (size, extra, neighbours, seed, capacity) => {
          const random = seeded(seed);
          const wide = layOutWindows([{ start: 0, end: size + extra, offset: 0 }], size);
          const count = wide.starts.length;
          // Few distinct values, so that ties occur.
          const latents = Float32Array.from({ length: count * 3 }, () => Math.floor(random() * 5));
          const rows = Array.from({ length: count }, (_, w) => Array.from(latents.subarray(w * 3, w * 3 + 3)));
          const memory = chooseMemory(wide, capacity);
          const fast = recall(latents, 3, wide, memory, neighbours);
          const distanceOf = (w: number, other: number) =>
            rows[other].reduce((sum, value, i) => sum + (value - rows[w][i]) ** 2, 0);
          const offsets = Array.from(wide.offsets);
          const answers = rows.map((_, w) => {
            const others = Array.from(fast.recalled.subarray(w * neighbours, w * neighbours + fast.found[w]));
            const distances = others.map((other) => distanceOf(w, other));
            return { distances, distinct: new Set(others).size, farthest: fast.farthest[w] };
          });
          expect(answers).toEqual(
            rows.map((_, w) => {
              const distances = naive.nearestDistances(rows, offsets, size, Array.from(memory), w, neighbours);
              return { distances, distinct: distances.length, farthest: distances.at(-1) ?? 0 };
            })
          );
        }
      ),
      { numRuns: 200 }
    );
  });
});

it('gives the same from what a larger memory recalled as from the start, also where distances are equal', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 250 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      (extra, neighbours, seed) => {
        const random = seeded(seed);
        const wide = layOutWindows([{ start: 0, end: 8 + extra, offset: 0 }], 8);
        const latents = Float32Array.from({ length: wide.starts.length * 3 }, () => Math.floor(random() * 5));
        const memory = chooseMemory(wide, 100);
        const first = recall(latents, 3, wide, memory, neighbours);
        const fewer = memory.filter(() => random() < 0.9);
        expect(recall(latents, 3, wide, fewer, neighbours, first)).toEqual(recall(latents, 3, wide, fewer, neighbours));
      }
    ),
    { numRuns: 200 }
  );
});

describe('barring the rarest', () => {
  const recollection = {
    neighbours: 1,
    recalled: Int32Array.of(1, 0, 0, 0),
    found: Uint8Array.of(1, 1, 1, 1),
    farthest: Float64Array.of(1, 2, 9, 0.5),
  };

  it('leaves out the windows whose neighbours lie farthest', () => {
    expect(Array.from(barRarest(Int32Array.of(0, 1, 2, 3), recollection, 0.25))).toEqual([0, 1, 3]);
    expect(Array.from(barRarest(Int32Array.of(0, 1, 2, 3), recollection, 0.5))).toEqual([0, 3]);
  });

  it('keeps the memory as it is when the share comes to less than a window', () => {
    const memory = Int32Array.of(0, 1, 2, 3);
    expect(barRarest(memory, recollection, 0.2)).toBe(memory);
  });
});

describe('the mean of what was recalled', () => {
  it('is taken row by row', () => {
    const recollection = {
      neighbours: 2,
      recalled: Int32Array.of(1, 2, 0, -1, -1, -1),
      found: Uint8Array.of(2, 1, 0),
      farthest: new Float64Array(3),
    };
    const rows = Float32Array.of(1, 10, 2, 20, 4, 40);
    expect(Array.from(meanOfRecalled(rows, 2, recollection, 0, 3))).toEqual([3, 30, 1, 10, 0, 0]);
  });
});
