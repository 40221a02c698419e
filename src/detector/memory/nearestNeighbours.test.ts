/** @jest-environment node */
import fc from 'fast-check';
import { seeded } from '../../../tests/arbitraries';
import * as naive from '../../../tests/naive';
import { chooseMemory, meanOfRecalled } from './recall';
import { NearestOccasions, nearestNeighbours } from './nearestNeighbours';
import { layOutWindows } from '../grid/windows';

describe('the search for nearest neighbours', () => {
  const layout = layOutWindows([{ start: 0, end: 40, offset: 0 }], 4);

  it('recalls nothing that shares a slot with the window', () => {
    const latents = new Float32Array(layout.starts.length);
    const { recalled, perWindow } = nearestNeighbours(
      { values: latents, size: 1 },
      layout,
      chooseMemory(layout, 99),
      3
    );
    layout.starts.forEach((start, w) => {
      for (let k = 0; k < perWindow; k++) {
        expect(Math.abs(layout.starts[recalled[w * perWindow + k]] - start)).toBeGreaterThanOrEqual(4);
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
    const { found, recalled } = nearestNeighbours(
      { values: Float32Array.of(1, 2), size: 1 },
      parted,
      Int32Array.of(0, 1),
      2
    );
    expect(Array.from(found)).toEqual([1, 1]);
    expect(Array.from(recalled)).toEqual([1, -1, 0, -1]);
  });

  it('recalls nothing from a series of one window', () => {
    const single = layOutWindows([{ start: 0, end: 4, offset: 0 }], 4);
    const neighbours = nearestNeighbours({ values: Float32Array.of(1), size: 1 }, single, Int32Array.of(0), 8);
    expect(Array.from(neighbours.found)).toEqual([0]);
    expect(Array.from(meanOfRecalled(Float32Array.of(5), 1, neighbours, { from: 0, to: 1 }))).toEqual([0]);
  });

  it('recalls the same windows as sorting all of them by occasion', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 16 }),
        fc.integer({ min: 0, max: 250 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 2 ** 31 - 1 }),
        fc.integer({ min: 1, max: 60 }),
        (size, extra, neighbours, seed, capacity) => {
          const random = seeded(seed);
          const wide = layOutWindows([{ start: 0, end: size + extra, offset: seed % 37 }], size);
          const count = wide.starts.length;
          // Few distinct values, so that ties occur.
          const latents = Float32Array.from({ length: count * 3 }, () => Math.floor(random() * 5));
          const rows = Array.from({ length: count }, (_, w) => Array.from(latents.subarray(w * 3, w * 3 + 3)));
          const memory = chooseMemory(wide, capacity);
          const fast = nearestNeighbours({ values: latents, size: 3 }, wide, memory, neighbours);
          const offsets = Array.from(wide.offsets);
          rows.forEach((_, w) => {
            const slow = naive.recalledByOccasion(rows, offsets, size, Array.from(memory), w, neighbours);
            expect(Array.from(fast.recalled.subarray(w * neighbours, w * neighbours + fast.found[w]))).toEqual(
              slow.windows
            );
            expect(fast.rarity[w]).toBe(slow.rarity);
          });
        }
      ),
      { numRuns: 200 }
    );
  });

  describe('with windows of 4 at 0, 4, 8 ...', () => {
    const spaced = layOutWindows([{ start: 0, end: 40, offset: 0 }], 4, 4);
    /** One latent at each of these offsets, the rest of them far from all and from each other. */
    const latentsWith = (at: Record<number, number>) =>
      Float32Array.from(spaced.offsets, (offset, w) => at[offset] ?? 1000 * (w + 1));
    const recalledBy = (offset: number, latents: Float32Array, neighbours = 8) => {
      const w = spaced.offsets.indexOf(offset);
      const { recalled, found, rarity } = nearestNeighbours(
        { values: latents, size: 1 },
        spaced,
        chooseMemory(spaced, 99),
        neighbours
      );
      const own = recalled.subarray(w * neighbours, w * neighbours + found[w]);
      return { offsets: Array.from(own, (other) => spaced.offsets[other]), rarity: rarity[w] };
    };

    it('takes two neighbours whatever their distance, and the second gives the rarity', () => {
      // 0 is 1 away from 8 and 5 from 20: squared 1 and 25. The third, 28, is at 8: 64 > 2.25 × 25.
      const latents = latentsWith({ 0: 0, 8: 1, 20: 5, 28: 8 });
      expect(recalledBy(0, latents)).toEqual({ offsets: [8, 20], rarity: 25 });
    });

    it('takes more neighbours up to half as far again as the second one, up to the number asked for', () => {
      // 12 lies at exactly 1.5 times the distance of the second neighbour, 24 a little beyond.
      const latents = latentsWith({ 0: 0, 8: 2, 20: 2, 12: 3, 28: -3, 24: 3.01 });
      expect(recalledBy(0, latents).offsets).toEqual([8, 20, 12, 28]);
      expect(recalledBy(0, latents, 3).offsets).toEqual([8, 20, 12]);
      expect(recalledBy(0, latents, 1)).toEqual({ offsets: [8], rarity: 4 });
    });
  });

  it('counts one event as one occasion, however many windows show it', () => {
    // Stride 1: the windows at 16, 17, 18 share slots and are all the same as 0; 30 is a little off.
    const latents = Float32Array.from(layout.offsets, (offset) =>
      offset === 0 || (offset >= 16 && offset <= 18) ? 0 : offset === 30 ? 2 : 50 + 10 * offset
    );
    const w = layout.offsets.indexOf(0);
    const { recalled, found, rarity } = nearestNeighbours(
      { values: latents, size: 1 },
      layout,
      chooseMemory(layout, 99),
      8
    );
    expect(Array.from(recalled.subarray(w * 8, w * 8 + found[w]), (other) => layout.offsets[other])).toEqual([16, 30]);
    expect(rarity[w]).toBe(4);
  });
});

/** Distances of the windows of each occasion to one row; windows are numbered on across occasions. */
const occasionsOf = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 }), {
  maxLength: 12,
});

function offered(occasions: number[][], most: number, onlyIfEnough: boolean): NearestOccasions {
  // Two rows, so that a row is not taken for its neighbour.
  const nearest = new NearestOccasions(2, most);
  let window = 0;
  occasions.forEach((distances, occasion) =>
    distances.forEach((distance) => {
      if (!onlyIfEnough || distance < nearest.enough(1, occasion)) {
        nearest.offer(1, occasion, window, distance);
      }
      window++;
    })
  );
  nearest.settle(1);
  return nearest;
}

function sorted(occasions: number[][]): Array<{ window: number; distance: number }> {
  let window = 0;
  const nearest = occasions.map((distances) => {
    const [first] = distances
      .map((distance) => ({ window: window++, distance }))
      .sort((a, b) => a.distance - b.distance || a.window - b.window);
    return first;
  });
  return nearest.sort((a, b) => a.distance - b.distance || a.window - b.window);
}

it('keeps what sorting the nearest window of every occasion begins with', () => {
  fc.assert(
    fc.property(occasionsOf, fc.integer({ min: 1, max: 5 }), fc.boolean(), (occasions, most, onlyIfEnough) => {
      const { found, windows, distances } = offered(occasions, most, onlyIfEnough);
      const kept = Array.from({ length: found[1] }, (_, i) => ({
        window: windows[most + i],
        distance: distances[most + i],
      }));
      expect(kept).toEqual(sorted(occasions).slice(0, most));
      expect(found[0]).toBe(0);
    })
  );
});
