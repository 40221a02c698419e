/** @jest-environment node */
import fc from 'fast-check';
import { NearestOccasions } from './occasions';

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
