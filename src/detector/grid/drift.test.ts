/** @jest-environment node */
import { seeded } from '../../../tests/arbitraries';
import { driftOf } from './drift';

const SIZE = 64;
const LENGTH = 1200;
const random = seeded(5);
const NOISE = Float64Array.from({ length: LENGTH }, () => random() - 0.5);
const rhythm = (i: number) => 10 * Math.sin((2 * Math.PI * i) / 47);
const seriesOf = (levelAt: (i: number) => number) =>
  Float64Array.from({ length: LENGTH }, (_, i) => rhythm(i) + levelAt(i) + NOISE[i]);
const driftIn = (values: Float64Array, segments = [{ start: 0, end: values.length, offset: 0 }]) =>
  driftOf(values, segments, SIZE);
const slopeIn = (values: Float64Array) => {
  const drift = driftIn(values);
  return drift && (drift.values[LENGTH - 1] - drift.values[0]) / (LENGTH - 1);
};

describe('the drift below a rhythm', () => {
  it.each([0.02, -0.02])('is its slope: %d per row', (slope) => {
    expect(slopeIn(seriesOf((i) => slope * i))).toBeCloseTo(slope, 3);
  });

  it('ignores an incident', () => {
    expect(slopeIn(seriesOf((i) => 0.02 * i + (i >= 700 && i < 800 ? 300 : 0)))).toBeCloseTo(0.02, 3);
  });

  it('continues over a gap', () => {
    const values = seriesOf((i) => 0.02 * (i < 800 ? i : i + 500));
    const drift = driftIn(values, [
      { start: 0, end: 800, offset: 30 },
      { start: 800, end: LENGTH, offset: 1330 },
    ]);
    expect((drift?.values[LENGTH - 1] ?? NaN) - (drift?.values[0] ?? NaN)).toBeCloseTo(0.02 * (LENGTH + 499), 0);
  });

  it.each<[string, (i: number) => number]>([
    ['there is none', () => 0],
    ['the level steps', (i) => (i < 600 ? 0 : 30)],
    ['the level rises and falls', (i) => 20 * Math.sin((2 * Math.PI * i) / LENGTH)],
    ['the level changes at one end only', (i) => Math.max(0, i - 900) / 10],
  ])('is none where %s', (_, levelAt) => {
    expect(driftIn(seriesOf(levelAt))).toBeNull();
  });

  it('does not exist in a constant series, nor in a short one', () => {
    expect(driftIn(new Float64Array(LENGTH).fill(0.1))).toBeNull();
    expect(driftIn(seriesOf((i) => i).slice(0, 6 * SIZE - 1))).toBeNull();
  });
});
