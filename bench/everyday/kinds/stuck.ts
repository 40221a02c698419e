import { evenTimes } from '../clock';
import type { Make } from '../make';
import { incidentAt } from '../expectation';
import { autoregressive, white } from '../noise';
import { drawSize, phaseOf, sine } from '../rhythm';

/** Rows before and after the still ones, at least. */
const APART = 200;

/** A sensor that always moves stands still for 40 to 300 rows. */
export const stuck: Make = (draw, turn) => {
  const rows = Math.round(draw.magnitude(40, 300));
  const length = draw.whole(Math.max(1000, rows + 3 * APART), 2400);
  const start = draw.whole(APART, length - APART - rows);
  const { level, amplitude, noise } = drawSize(draw, [0.08, 0.3]);
  const period = draw.whole(16, 96);
  const moves = [white(draw), autoregressive(draw, draw.between(0.5, 0.9))][turn % 2];
  const isRhythmic = turn % 3 === 2;
  const values = Float64Array.from(
    { length },
    (_, row) => level + (isRhythmic ? amplitude * sine(phaseOf(row, period)) : 0) + noise * moves()
  );
  values.fill(values[start], start, start + rows);
  return {
    variant: `${isRhythmic ? 'rhythm and ' : ''}${turn % 2 ? 'AR' : 'white'} noise, still for ${rows} rows`,
    times: evenTimes(draw, length),
    values,
    expectation: incidentAt({ start, end: start + rows - 1 }, 0.5),
  };
};
