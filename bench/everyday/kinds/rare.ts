import type { Draw } from '../../suite/draw';
import { DAY, evenTimes, MINUTE } from '../clock';
import type { Make } from '../make';
import { incidentAt, NOTHING } from '../expectation';
import { daily, drawSize, phaseOf } from '../rhythm';

/** When a job comes: the step, and the rows from one time to the next. */
interface Plan {
  readonly name: string;
  readonly step: number;
  readonly every: number;
}
const PLANS: readonly Plan[] = [
  { name: 'weekly backup', step: 15 * MINUTE, every: 672 },
  { name: 'nightly job', step: 5 * MINUTE, every: 288 },
  { name: 'weekly report', step: 30 * MINUTE, every: 336 },
  { name: 'nightly backup', step: 3 * MINUTE, every: 480 },
];
/** Rows between a job and either end of the series, at least. */
const APART = 40;

/** A job that comes three to five times at a regular interval: nothing is reported. In one of five series it comes once. */
export const rare: Make = (draw, turn) => {
  const isOnce = turn % 5 === 4;
  const { name, step, every } = PLANS[turn % PLANS.length];
  const times = draw.whole(3, 5);
  const rows = draw.whole(6, 20);
  const first = draw.whole(APART, every - APART - rows);
  const length = times * every;
  const hasRhythm = draw.whole(0, 1) === 1;
  const values = background(draw, length, hasRhythm ? DAY / step : null);
  const height = heightOver(draw, values);
  const block = draw.whole(0, 1) === 0;
  const places = Array.from({ length: times }, (_, k) => first + k * every + (k > 0 ? draw.whole(-1, 1) : 0));
  const jobs = isOnce ? [draw.pick(places.slice(1))] : places;
  for (const start of jobs) {
    const strength = height * (1 + 0.04 * draw.normal());
    for (let i = 0; i < rows; i++) {
      values[start + i] += strength * (block ? 1 : Math.sin((Math.PI * (i + 0.5)) / rows));
    }
  }
  return {
    variant: `${name}, ${isOnce ? 'once' : `${times} times`}, over ${hasRhythm ? 'a daily rhythm' : 'noise'}`,
    times: evenTimes(draw, length, step),
    values,
    expectation: isOnce ? incidentAt({ start: jobs[0], end: jobs[0] + rows - 1 }) : NOTHING,
  };
};

function background(draw: Draw, length: number, period: number | null): Float64Array {
  const { level, amplitude, noise } = drawSize(draw, [0.04, 0.12]);
  return Float64Array.from(
    { length },
    (_, row) => level + (period ? amplitude * daily(phaseOf(row, period)) : 0) + noise * draw.normal()
  );
}

/** One to three times what the background spans. */
function heightOver(draw: Draw, values: Float64Array): number {
  const [least, greatest] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  return (greatest - least) * draw.between(1, 3);
}
