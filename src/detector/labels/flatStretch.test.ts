/** @jest-environment node */
import { isFlat } from './flatStretch';

const wave = Float64Array.from({ length: 60 }, (_, i) => Math.sin((2 * Math.PI * i) / 20));
const between = (first: number, last: number, becomes: (value: number, i: number) => number) =>
  wave.map((value, i) => (i >= first && i <= last ? becomes(value, i) : value));

describe('a stretch of a rhythm', () => {
  it('is flat if the rhythm is missing, at its mean or stuck elsewhere, though it continues beside', () => {
    expect(
      isFlat(
        between(20, 39, () => 0),
        wave
      )
    ).toBe(true);
    expect(
      isFlat(
        between(23, 44, () => 0.9),
        wave
      )
    ).toBe(true);
    expect(
      isFlat(
        between(20, 39, (_, i) => 0.05 * (-1) ** i),
        wave
      )
    ).toBe(true);
  });

  it('is not flat if something is added to the rhythm, or it is larger or half as large', () => {
    expect(
      isFlat(
        between(20, 39, (value) => value + 2),
        wave
      )
    ).toBe(false);
    expect(
      isFlat(
        between(20, 39, (value, i) => value + 2 * Math.sin((Math.PI * (i - 19.5)) / 20)),
        wave
      )
    ).toBe(false);
    expect(
      isFlat(
        between(20, 39, (value) => 3 * value),
        wave
      )
    ).toBe(false);
    expect(
      isFlat(
        between(20, 39, (value) => value / 2),
        wave
      )
    ).toBe(false);
  });

  it('is not flat if no rhythm was expected, or nothing happened', () => {
    expect(
      isFlat(
        between(20, 39, () => 3),
        new Float64Array(60)
      )
    ).toBe(false);
    expect(isFlat(wave, wave)).toBe(false);
  });
});
