import { evenTimes } from '../clock';
import type { Make } from '../make';
import { NOTHING } from '../expectation';
import { cleanedDisk, counter, exponential, logarithmic, straight, type Grow } from '../growth';
import { daily, drawSize, phaseOf, sine } from '../rhythm';

/** Growth and nothing else: nothing is reported. */
export const ramp: Make = (draw, turn) => {
  const { name, values } = GROWTHS[turn % GROWTHS.length](draw);
  return { variant: name, times: evenTimes(draw, values.length), values, expectation: NOTHING };
};

/** A rhythm whose level drifts by some amplitudes over the whole. */
const drift: Grow = (draw) => {
  const period = draw.whole(20, 100);
  const length = draw.whole(Math.max(800, 10 * period), 1800);
  const { level, amplitude, noise } = drawSize(draw);
  const form = draw.pick([sine, daily]);
  const rise = amplitude * draw.between(1, 5) * draw.pick([-1, 1]);
  const values = Float64Array.from(
    { length },
    (_, row) => level + (rise * row) / length + amplitude * form(phaseOf(row, period)) + noise * draw.normal()
  );
  return { name: 'drift and rhythm', values, noise, falls: [] };
};

const GROWTHS: readonly Grow[] = [straight, exponential, logarithmic, counter, cleanedDisk, drift];
