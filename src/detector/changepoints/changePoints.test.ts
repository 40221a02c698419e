/** @jest-environment node */
import { seeded } from '../../../tests/arbitraries';
import { cosineAutoencoder } from '../../../tests/toyAutoencoder';
import { isChangePoint, separateChangePoints } from './changePoints';
import { detect } from '../pipeline';
import { DEFAULT_DETECTOR_SETTINGS } from '../settings';
import { layOutWindows } from '../grid/windows';

const SIZE = 16;
const layout = (slots: number) => layOutWindows([{ start: 0, end: slots, offset: 0 }], SIZE);

/** A level that stays, so that latents alone tell the regimes apart. */
const regimes = (slots: number, of: { values: Float32Array; size: number }) => ({
  values: new Float64Array(slots),
  layout: layout(slots),
  latents: of,
  steps: [],
  boundaries: [],
});

/** One number a window: what `regimeAt` says of its middle, and a grain that tells no two of a regime far apart. */
function latents(slots: number, regimeAt: (slot: number) => number) {
  const { starts } = layout(slots);
  return {
    values: Float32Array.from(starts, (start) => regimeAt(start + SIZE / 2) + 0.01 * ((start * 7) % 5)),
    size: 1,
  };
}

describe('a change point', () => {
  const before = (slot: number) => (slot < 200 ? 0 : 1);

  it('lies between two regimes that both last and do not resemble each other', () => {
    expect(isChangePoint({ first: 192, last: 207 }, regimes(400, latents(400, before)))).toBe(true);
  });

  it('is not found if the series continues as before', () => {
    expect(
      isChangePoint(
        { first: 192, last: 207 },
        regimes(
          400,
          latents(400, () => 0)
        )
      )
    ).toBe(false);
  });

  it('is not found before the new regime has lasted', () => {
    expect(isChangePoint({ first: 192, last: 207 }, regimes(230, latents(230, before)))).toBe(false);
    expect(
      isChangePoint(
        { first: 20, last: 35 },
        regimes(
          400,
          latents(400, (slot) => (slot < 28 ? 0 : 1))
        )
      )
    ).toBe(false);
  });

  it('is not found if the old regime returns at once', () => {
    expect(
      isChangePoint(
        { first: 192, last: 207 },
        regimes(
          400,
          latents(400, (slot) => (slot >= 192 && slot < 208 ? 1 : 0))
        )
      )
    ).toBe(false);
  });

  it('is found on both sides of a regime that is new and then ends', () => {
    const between = latents(400, (slot) => (slot >= 150 && slot < 260 ? 1 : 0));
    expect(isChangePoint({ first: 142, last: 157 }, regimes(400, between))).toBe(true);
    expect(isChangePoint({ first: 252, last: 267 }, regimes(400, between))).toBe(true);
  });

  it('is shorter than a window', () => {
    expect(isChangePoint({ first: 190, last: 210 }, regimes(400, latents(400, before)))).toBe(false);
  });
});

it('change points are removed from the anomalies, in order', () => {
  const slots = Int32Array.from({ length: 400 }, (_, i) => i);
  const sequences = [
    { first: 60, last: 70, score: 1 },
    { first: 192, last: 207, score: 2 },
    { first: 300, last: 306, score: 3 },
  ];
  const { anomalies, changePoints } = separateChangePoints(
    sequences,
    slots,
    regimes(
      400,
      latents(400, (slot) => (slot < 200 ? 0 : 1))
    )
  );
  expect(anomalies).toEqual([sequences[0], sequences[2]]);
  expect(changePoints).toEqual([sequences[1]]);
});

it('a rhythm that gives way to another is one change point and no anomaly, even if a sample is missing at the change point', async () => {
  const random = seeded(4);
  const values = Float64Array.from(
    { length: 900 },
    (_, i) => (i < 450 ? Math.sin((2 * Math.PI * i) / 20) : 2 * Math.sin((2 * Math.PI * i) / 8)) + 0.05 * random()
  );
  const gapped = values.slice();
  gapped[452] = NaN;
  for (const series of [values, gapped]) {
    const times = Float64Array.from(series, (_, i) => 60_000 * i);
    const outcome = await detect({ times, values: series }, cosineAutoencoder(SIZE, 6), {
      ...DEFAULT_DETECTOR_SETTINGS,
      windowSize: SIZE,
      span: 3,
      errorBuffer: 2,
    });
    const { sequences = null, changePoints = null } = outcome.status === 'detected' ? outcome.detection : {};
    expect(sequences).toEqual([]);
    expect(changePoints).toHaveLength(1);
    expect(Math.abs((changePoints?.[0].peak ?? 0) / 60_000 - 450)).toBeLessThanOrEqual(SIZE);
  }
});
