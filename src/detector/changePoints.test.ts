/** @jest-environment node */
import { isSeam, partSeams } from './changePoints';
import { layOutWindows } from './windows';

const SIZE = 16;
const layout = (slots: number) => layOutWindows([{ start: 0, end: slots, offset: 0 }], SIZE);

/** One number a window: what `regimeAt` says of its middle, and a grain that tells no two of a regime far apart. */
function latents(slots: number, regimeAt: (slot: number) => number) {
  const { starts } = layout(slots);
  return {
    values: Float32Array.from(starts, (start) => regimeAt(start + SIZE / 2) + 0.01 * ((start * 7) % 5)),
    size: 1,
  };
}

describe('a seam', () => {
  const before = (slot: number) => (slot < 200 ? 0 : 1);

  it('lies between two regimes that both last and do not resemble each other', () => {
    expect(isSeam(192, 207, layout(400), latents(400, before))).toBe(true);
  });

  it('is none where things go on as before', () => {
    expect(
      isSeam(
        192,
        207,
        layout(400),
        latents(400, () => 0)
      )
    ).toBe(false);
  });

  it('is none where the new regime has not lasted yet', () => {
    expect(isSeam(192, 207, layout(230), latents(230, before))).toBe(false);
    expect(
      isSeam(
        20,
        35,
        layout(400),
        latents(400, (slot) => (slot < 28 ? 0 : 1))
      )
    ).toBe(false);
  });

  it('is none where the old regime comes back at once', () => {
    expect(
      isSeam(
        192,
        207,
        layout(400),
        latents(400, (slot) => (slot >= 192 && slot < 208 ? 1 : 0))
      )
    ).toBe(false);
  });

  it('is found on both sides of a regime that is new and then ends', () => {
    const between = latents(400, (slot) => (slot >= 150 && slot < 260 ? 1 : 0));
    expect(isSeam(142, 157, layout(400), between)).toBe(true);
    expect(isSeam(252, 267, layout(400), between)).toBe(true);
  });

  it('is shorter than a window', () => {
    expect(isSeam(190, 210, layout(400), latents(400, before))).toBe(false);
  });
});

it('seams leave the list of anomalies, in order', () => {
  const slots = Int32Array.from({ length: 400 }, (_, i) => i);
  const sequences = [
    { start: 60, end: 70, score: 1 },
    { start: 192, end: 207, score: 2 },
    { start: 300, end: 306, score: 3 },
  ];
  const { anomalies, seams } = partSeams(
    sequences,
    slots,
    layout(400),
    latents(400, (slot) => (slot < 200 ? 0 : 1))
  );
  expect(anomalies).toEqual([sequences[0], sequences[2]]);
  expect(seams).toEqual([sequences[1]]);
});
