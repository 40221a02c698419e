import type { Draw } from '../../suite/draw';
import { evenTimes } from '../clock';
import type { Make } from '../make';
import { NOTHING } from '../expectation';
import { autoregressive } from '../noise';
import { daily, drawSize, phaseOf, sine, type Size } from '../rhythm';

type Value = (row: number) => number;

/** Noise, rhythms and counts in which nothing happens. */
export const calm: Make = (draw, turn) => {
  const [variant, valueOf] = VARIANTS[turn % VARIANTS.length];
  const value = valueOf(draw, drawSize(draw, [0.02, 0.3]));
  const length = Math.round(draw.magnitude(300, 3000));
  const values = Float64Array.from({ length }, (_, row) => value(row));
  return { variant, times: evenTimes(draw, length), values, expectation: NOTHING };
};

const VARIANTS: ReadonlyArray<readonly [name: string, value: (draw: Draw, size: Size) => Value]> = [
  [
    'gaussian noise',
    (draw, { level, noise }) =>
      () =>
        level + noise * draw.normal(),
  ],
  [
    'AR noise',
    (draw, { level, noise }) => {
      const moves = autoregressive(draw, draw.between(0.3, 0.97));
      return () => level + noise * moves();
    },
  ],
  ['rhythm', (draw, size) => rhythmic(draw, size, () => size.noise * draw.normal())],
  [
    'rhythm, AR and white noise',
    (draw, size) => {
      const slow = autoregressive(draw, 0.9);
      return rhythmic(draw, size, () => size.noise * (0.7 * slow() + 0.7 * draw.normal()));
    },
  ],
  ['counts', counts],
  [
    'noise that grows with the rhythm',
    (draw, size) => {
      const period = draw.whole(12, 96);
      return (row) => {
        const busy = (1 + sine(phaseOf(row, period))) / 2;
        return size.level + 2 * size.amplitude * busy + size.noise * (0.3 + busy) * draw.normal();
      };
    },
  ],
];

function rhythmic(draw: Draw, { level, amplitude }: Size, noise: () => number): Value {
  const period = draw.whole(8, 60);
  const form = draw.pick([sine, daily]);
  return (row) => level + amplitude * form(phaseOf(row, period)) + noise();
}

function counts(draw: Draw): Value {
  const mean = draw.magnitude(0.05, 20);
  const period = draw.whole(24, 96);
  const swing = draw.pick([0, 0.6]);
  return (row) => draw.poisson(mean * (1 + swing * sine(phaseOf(row, period))));
}
