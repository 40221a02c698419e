/** @jest-environment node */
import type { Outcome } from '../detector/detection';
import { outcomeCache } from './outcomeCache';

const skipped: Outcome = { status: 'skipped', reason: 'empty', points: 0, needed: 64 };

function detected(points: number): Outcome {
  const array = () => new Float64Array(points);
  return {
    status: 'detected',
    detection: {
      windowSize: 64,
      reconstruction: array(),
      error: array(),
      smoothedError: array(),
      score: array(),
      threshold: array(),
      certainty: new Uint8Array(points),
      sequences: [],
      changePoints: [],
      suppressed: [],
      usedLabels: [],
    },
  };
}

it('evicts the least recently used entry if it holds too many', () => {
  const cache = outcomeCache({ entries: 2, bytes: 1e9 });
  cache.set('a', skipped);
  cache.set('b', skipped);
  cache.get('a');
  cache.set('c', skipped);
  expect(['a', 'b', 'c'].filter((key) => cache.get(key))).toEqual(['a', 'c']);
});

it('evicts the least recently used entries if their arrays are too large', () => {
  // Five arrays of 8-byte numbers and one of bytes: 41 bytes a point.
  const cache = outcomeCache({ entries: 100, bytes: 100_000 });
  ['a', 'b', 'c', 'd'].forEach((key) => cache.set(key, detected(1000)));
  expect(['a', 'b', 'c', 'd'].filter((key) => cache.get(key))).toEqual(['c', 'd']);
});

it('does not keep an entry larger than the whole cache', () => {
  const cache = outcomeCache({ entries: 100, bytes: 10_000 });
  cache.set('a', detected(1000));
  expect(cache.get('a')).toBeUndefined();
});
