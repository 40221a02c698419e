import type { Draw } from '../suite/draw';

/** One cycle of unit height from -1 to 1, at its phase from 0 to 1. */
export type Form = (phase: number) => number;

export const sine: Form = (phase) => Math.sin(2 * Math.PI * phase);
/** Lowest at midnight, highest at noon. */
export const noonPeak: Form = (phase) => -Math.cos(2 * Math.PI * phase);
export const sawtooth: Form = (phase) => 2 * phase - 1;

/** High for a share of each cycle. */
export const square =
  (share: number): Form =>
  (phase) =>
    phase < share ? 1 : -1;

/** Load of a day: quiet at night, a peak in the morning and a lesser one in the evening. */
export const daily: Form = (phase) => {
  const peak = (at: number, width: number) => Math.exp(-(((24 * phase - at) / width) ** 2) / 2);
  return 2 * Math.min(1, peak(10.5, 2.5) + 0.75 * peak(19, 2)) - 1;
};

/** Load of office hours: high from nine to five. */
export const office: Form = (phase) => (phase >= 9 / 24 && phase < 17 / 24 ? 1 : -1);

export const phaseOf = (row: number, period: number) => (((row / period) % 1) + 1) % 1;

/** Level, height of a rhythm and deviation of noise, in the series' own unit. */
export interface Size {
  readonly level: number;
  readonly amplitude: number;
  readonly noise: number;
}

/** @param noise deviation, as a share of the amplitude at least and at most */
export function drawSize(draw: Draw, noise: readonly [number, number] = [0.02, 0.12]): Size {
  const amplitude = draw.magnitude(0.01, 1e4);
  return { amplitude, level: amplitude * draw.between(1.5, 6), noise: amplitude * draw.magnitude(...noise) };
}
