import { evenTimes } from '../clock';
import type { Make } from '../make';
import { daily, drawSize, phaseOf } from '../rhythm';

const WINDOW = 64;

/** Nothing for most of the range, then a service begins and lasts to the end. */
export const young: Make = (draw, turn) => {
  const life = draw.whole(6 * WINDOW, 12 * WINDOW);
  const at = Math.round(life * draw.between(1.2, 3));
  const { level, amplitude, noise } = drawSize(draw, [0.05, 0.4]);
  const period = draw.whole(16, 96);
  const mean = draw.between(2, 30);
  const living: ReadonlyArray<readonly [string, (row: number) => number]> = [
    ['noise', () => level + noise * draw.normal()],
    ['rhythm', (row) => level + amplitude * daily(phaseOf(row, period)) + noise * draw.normal()],
    ['counts', () => draw.poisson(mean)],
  ];
  const [name, value] = living[turn % living.length];
  const idle = turn % 4 === 3 && name !== 'counts' ? level / 50 : 0;
  const length = at + life;
  const values = Float64Array.from({ length }, (_, row) => (row < at ? idle : Math.max(0, value(row))));
  return {
    variant: `${name} after ${idle === 0 ? 'zero' : 'idleness'}`,
    times: evenTimes(draw, length),
    values,
    expectation: {
      kind: 'onset',
      at,
      changeWithin: WINDOW,
      anomalyWithin: 16,
      longest: 16 + 4 * WINDOW,
      endsWithin: 4 * WINDOW,
    },
  };
};
