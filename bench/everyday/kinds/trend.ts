import type { Draw } from '../../suite/draw';
import { evenTimes } from '../clock';
import type { Make } from '../make';
import { incidentAt } from '../expectation';
import { cleanedDisk, counter, exponential, logarithmic, straight, type Grow } from '../growth';

const GROWTHS: readonly Grow[] = [straight, exponential, logarithmic, counter, cleanedDisk];
/** Rows between an incident and either end of the series, and between it and a fall. */
const APART = 100;
const FALL_APART = 45;
/** Height of an incident: deviations of the noise, and share of what the chart spans. */
const DEVIATIONS = [8, 24] as const;
const SHARE = [0.04, 0.15] as const;

/** What an incident of unit height adds at a share of its length. */
type Shape = (at: number, draw: Draw) => number;
const SHAPES: ReadonlyArray<readonly [name: string, shape: Shape]> = [
  ['bump', () => 1],
  ['dip', () => -1],
  ['hump', (at) => Math.sin(Math.PI * at)],
  ['noise burst', (_, draw) => draw.normal()],
];

/** An incident of 10 to 40 rows on something that grows. */
export const trend: Make = (draw, turn) => {
  const { name, values, noise, falls } = GROWTHS[turn % GROWTHS.length](draw);
  const [what, shape] = draw.pick(SHAPES);
  const rows = draw.whole(10, 40);
  const start = placeFor(draw, values.length, rows, falls);
  const span = values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
  const height = Math.max(draw.between(...DEVIATIONS) * noise, draw.between(...SHARE) * span);
  for (let i = 0; i < rows; i++) {
    values[start + i] += height * shape((i + 0.5) / rows, draw);
  }
  return {
    variant: `${what} on ${name}`,
    times: evenTimes(draw, values.length),
    values,
    expectation: incidentAt({ start, end: start + rows - 1 }),
  };
};

function placeFor(draw: Draw, length: number, rows: number, falls: readonly number[]): number {
  for (;;) {
    const start = draw.whole(APART, length - APART - rows);
    if (falls.every((fall) => fall > start + rows + FALL_APART || fall < start - FALL_APART)) {
      return start;
    }
  }
}
