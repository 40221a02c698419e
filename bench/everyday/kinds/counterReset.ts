import { evenTimes } from '../clock';
import type { Make } from '../make';
import { phaseOf, sine } from '../rhythm';

/** Rows before and after the reset, at least. */
const APART = 300;

/** A raw counter that begins again at 0, once. */
export const counterReset: Make = (draw, turn) => {
  const length = draw.whole(900, 2200);
  const at = draw.whole(APART, length - APART);
  const rate = draw.magnitude(1, 1e6);
  const [name, spread, swing] = (
    [
      ['even', 0, 0],
      ['noisy', 0.2, 0],
      ['rhythmic', 0.1, 0.6],
    ] as const
  )[turn % 3];
  const period = draw.whole(24, 120);
  let count = draw.pick([0, rate * draw.between(100, 2000)]);
  const values = Float64Array.from({ length }, (_, row) => {
    const increment = rate * Math.max(0, 1 + swing * sine(phaseOf(row, period)) + spread * draw.normal());
    count = row === at ? 0 : count + increment;
    return Math.round(count);
  });
  return {
    variant: `${name} rate`,
    times: evenTimes(draw, length),
    values,
    expectation: { kind: 'onset', at, changeWithin: 10, anomalyWithin: 10, longest: 64, endsWithin: 64 },
  };
};
