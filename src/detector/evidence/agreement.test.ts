/** @jest-environment node */
import { seeded } from '../../../tests/arbitraries';
import { cosineAutoencoder } from '../../../tests/toyAutoencoder';
import { detect } from '../pipeline';
import type { Sequence } from '../grid/slot';
import { DEFAULT_DETECTOR_SETTINGS, DEFAULT_THRESHOLD } from '../settings';
import type { JudgedResiduals } from '../threshold/threshold';
import { searchAgreement, withAgreed } from './agreement';
import { weighEvidence } from './evidence';

const LENGTH = 1000;
const slots = Int32Array.from({ length: LENGTH }, (_, slot) => slot);
const WINDOW = 32;
const STRIDE = 2;

/** Noise around 0.2, as a smoothed error or a distance has it, with 20 slots of `height` from each of `bumps` on. */
function evidence(seed: number, height: number, bumps: readonly number[]): Float64Array {
  const random = seeded(seed);
  const noise = Float64Array.from({ length: LENGTH }, () => 0.15 + 0.1 * random());
  bumps.forEach((from) => noise.fill(height, from, from + 20));
  return noise;
}

interface Changed {
  readonly slots?: Int32Array;
  /** The first slot that fewer windows hold. */
  readonly uncoveredFrom?: number;
  /** Sequences of the error. */
  readonly found?: readonly Sequence[];
}

/** Searches in a series that equals its smoothed error and is reconstructed as 0.2 everywhere. */
function search(
  smoothed: Float64Array,
  distances: readonly Float64Array[],
  { slots: ofSlots = slots, uncoveredFrom = LENGTH, found = [] }: Changed = {}
) {
  const coverage = new Uint16Array(LENGTH).fill(WINDOW / STRIDE).fill(1, uncoveredFrom);
  const judged = {
    slots: ofSlots,
    smoothed,
    residuals: { signed: smoothed.map((value) => value - 0.2), usual: new Float64Array(LENGTH).fill(0.05) },
    verdict: { sequences: found },
  };
  const series = {
    judged,
    grid: { segments: [{ start: 0, end: LENGTH, offset: 0 }] },
    values: smoothed,
    layout: { size: WINDOW, stride: STRIDE },
    reconstruction: { values: new Float64Array(LENGTH).fill(0.2), coverage },
  } as unknown as Parameters<typeof searchAgreement>[1];
  const weighed = weighEvidence(smoothed, distances, ofSlots);
  return searchAgreement(weighed, series, DEFAULT_DETECTOR_SETTINGS, DEFAULT_THRESHOLD);
}

describe('agreement', () => {
  it('finds a stretch that both see, and none that only one sees', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const smoothed = evidence(seed, 1, [200, 500]);
      const distances = [
        evidence(seed + 100, 0.2, []),
        evidence(seed + 200, 1, [500, 800]),
        evidence(seed + 300, 0.2, []),
      ];
      const { agreed, least } = search(smoothed, distances);
      expect(agreed).toHaveLength(1);
      expect(agreed[0].first).toBeGreaterThan(470);
      expect(agreed[0].first).toBeLessThanOrEqual(500);
      expect(agreed[0].last).toBeGreaterThanOrEqual(519);
      expect(agreed[0].last).toBeLessThan(550);
      // Seven thirds of the floor that the sensitivity sets, which is 1.5.
      expect(least).toBeGreaterThanOrEqual(3.5);
    }
  });

  it('names as further what the error did not find', () => {
    const given = (found: Changed['found']) =>
      search(
        evidence(1, 1, [300, 500]),
        [1, 2, 3].map((k) => evidence(k + 20, 1, [300, 500])),
        { found }
      );
    expect(given([])).toMatchObject({ agreed: { length: 2 }, further: { length: 2 } });
    expect(given([{ first: 300, last: 305, score: 1 }])).toMatchObject({
      agreed: { length: 2 },
      further: { length: 1 },
    });
  });

  it('finds nothing that is less than half as high again as the agreement elsewhere', () => {
    // The unit is 0.08 and the weights are 0.7 and 1.2: an agreement of a needs a · 0.0873 above the median of 0.2.
    const heightOf = (agreement: number) => 0.2 + (agreement * 0.08) / Math.sqrt(0.7 * 1.2);
    const found = (elsewhere: number) => {
      const evidences = [1, 2, 3, 4].map((seed) => {
        const one = evidence(seed, heightOf(4.5), [500]);
        one.fill(heightOf(elsewhere), 200, 205);
        return one;
      });
      return search(evidences[0], evidences.slice(1)).agreed.length;
    };
    expect(found(2.6)).toBe(1);
    expect(found(3.3)).toBe(0);
  });

  it('takes the distance of any length', () => {
    for (let k = 0; k < 3; k++) {
      const distances = [0, 1, 2].map((length) => evidence(length + 20, 1, length === k ? [500] : []));
      expect(search(evidence(1, 1, [500]), distances).agreed).toHaveLength(1);
    }
  });

  it('finds nothing in noise', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const distances = [1, 2, 3].map((k) => evidence(seed + 100 * k, 0, []));
      expect(search(evidence(seed, 0, []), distances).agreed).toEqual([]);
    }
  });

  it('finds nothing that is small beside the values', () => {
    const small = (one: Float64Array) => one.map((value) => value / 25);
    const smoothed = small(evidence(1, 1, [500]));
    expect(Math.max(...smoothed)).toBeLessThan(DEFAULT_THRESHOLD.relativeGuard);
    expect(
      search(
        smoothed,
        [1, 2, 3].map((k) => evidence(k, 1, [500]))
      ).agreed
    ).toEqual([]);
  });

  it('does not find what recurs three times, evenly apart', () => {
    const found = (bumps: readonly number[]) =>
      search(
        evidence(1, 1, bumps),
        [2, 3, 4].map((seed) => evidence(seed, 1, bumps))
      ).agreed.length;
    expect(found([200, 500])).toBe(2);
    expect(found([200, 500, 600])).toBe(3);
    expect(found([200, 500, 800])).toBe(0);
  });

  it('finds nothing where fewer windows overlap', () => {
    const found = (uncoveredFrom: number) =>
      search(
        evidence(1, 1, [960]),
        [2, 3, 4].map((seed) => evidence(seed, 1, [960])),
        { uncoveredFrom }
      ).agreed.length;
    expect(found(985)).toBe(1);
    expect(found(925)).toBe(0);
  });

  it('does not need slots without a value', () => {
    const without = slots.filter((slot) => slot < 506 || slot > 510);
    const smoothed = evidence(1, 1, [500]);
    const { agreed } = search(
      smoothed,
      [2, 3, 4].map((seed) => evidence(seed, 1, [500])),
      { slots: without }
    );
    expect(agreed.every(({ first, last }) => without.includes(first) && without.includes(last))).toBe(true);
    expect(agreed.length).toBeGreaterThan(0);
  });
});

describe('the verdict with agreement', () => {
  const verdictOf = (sequences: Array<{ first: number; last: number; score: number }>) =>
    ({ verdict: { sequences } }) as unknown as JudgedResiduals;
  const at = (first: number, last: number) => ({ first, last, score: 1 });

  it('has the sequences of the error, and in order the further ones', () => {
    const { verdict } = withAgreed(verdictOf([at(10, 20), at(50, 60)]), {
      further: [at(0, 5), at(40, 45), at(70, 80)],
    });
    expect(verdict.sequences).toEqual([at(0, 5), at(10, 20), at(40, 45), at(50, 60), at(70, 80)]);
  });

  it('is the same object if agreement adds nothing', () => {
    const judged = verdictOf([at(10, 20)]);
    expect(withAgreed(judged, { further: [] })).toBe(judged);
  });
});

describe('the detector', () => {
  const toy = cosineAutoencoder(16, 5);
  const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: 16 };
  const times = Float64Array.from(slots, (slot) => slot * 60_000);

  it('reports nothing by agreement in a noisy rhythm, nor in noise', async () => {
    for (let seed = 1; seed <= 4; seed++) {
      const random = seeded(seed);
      const noise = Float64Array.from(slots, () => random() + random() + random());
      for (const values of [noise, noise.map((value, i) => value + 5 * Math.sin(i / 4))]) {
        const outcome = await detect({ times, values }, toy, settings);
        const found = outcome.status === 'detected' ? outcome.detection.sequences : null;
        expect(found).toEqual([]);
      }
    }
  });
});
