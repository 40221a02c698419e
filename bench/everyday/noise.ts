import type { Draw } from '../suite/draw';

/** Noise of unit deviation and mean 0, one number a call. */
export type Noise = () => number;

export function white(draw: Draw): Noise {
  return () => draw.normal();
}

/** AR(1), stationary from the first number on. */
export function autoregressive(draw: Draw, coefficient: number): Noise {
  const fresh = Math.sqrt(1 - coefficient ** 2);
  let state = draw.normal();
  return () => (state = coefficient * state + fresh * draw.normal());
}

/** Student's t with three degrees of freedom: heavy tails. Its deviation is √3, not 1. */
export function student(draw: Draw): Noise {
  return () => {
    const square = draw.normal() ** 2 + draw.normal() ** 2 + draw.normal() ** 2;
    return draw.normal() / Math.sqrt(square / 3);
  };
}
