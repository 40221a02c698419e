import type { Draw } from '../../suite/draw';
import { daytimeTimes, evenTimes, HOUR, hourOf, isWeekend } from '../clock';
import type { Made, Make } from '../make';
import { NOTHING } from '../expectation';
import { daily, drawSize, office, phaseOf, sawtooth, sine, square, type Form } from '../rhythm';

/** Rows of a cycle; a window's stride of 4 divides each of them. */
const PERIODS = [4, 8, 12, 24, 48, 96];
/** Cycles at least. */
const CYCLES = 12;
const ROWS = [500, 1600] as const;
/** Hours. */
const WEEK = 168;

/** A quiet rhythm that ends at any phase: nothing is reported, not at the newest edge either. */
export const edge: Make = (draw, turn) => VARIANTS[turn % VARIANTS.length](draw);

const VARIANTS: ReadonlyArray<(draw: Draw) => Made> = [
  (draw) => byTheClock('office hours', draw, ROWS, () => office),
  (draw) => cycles('sine', draw, sine),
  (draw) => byTheClock('week', draw, [5 * WEEK, 8 * WEEK], weekly(draw)),
  daytime,
  (draw) => cycles('square', draw, square(draw.pick([0.25, 0.5, 0.75]))),
  (draw) => cycles('sawtooth', draw, sawtooth),
  (draw) => byTheClock('daily profile', draw, ROWS, () => daily),
];

/** A daily profile that is lower at weekends. */
function weekly(draw: Draw): (time: number) => Form {
  const quiet = draw.between(0.1, 0.5);
  return (time) => (isWeekend(time) ? (phase) => quiet * (daily(phase) + 1) - 1 : daily);
}

function cycles(name: string, draw: Draw, form: Form): Made {
  const period = draw.pick(PERIODS);
  const length = draw.whole(Math.max(ROWS[0], CYCLES * period), ROWS[1]);
  const { level, amplitude, noise } = drawSize(draw);
  const values = Float64Array.from(
    { length },
    (_, row) => level + amplitude * form(phaseOf(row, period)) + noise * draw.normal()
  );
  return { variant: `${name} of ${period} rows`, times: evenTimes(draw, length), values, expectation: NOTHING };
}

/** Hourly rows. */
function byTheClock(name: string, draw: Draw, rows: readonly [number, number], formOf: (time: number) => Form): Made {
  const times = evenTimes(draw, draw.whole(...rows), HOUR);
  const { level, amplitude, noise } = drawSize(draw);
  const values = times.map((time) => level + amplitude * formOf(time)(hourOf(time) / 24) + noise * draw.normal());
  return { variant: name, times, values, expectation: NOTHING };
}

/** Rows from eight to five exist, none by night. */
function daytime(draw: Draw): Made {
  const [opens, closes] = [8, 17];
  const length = draw.whole(400, 900);
  const times = daytimeTimes(draw, length, opens, closes);
  const { level, amplitude, noise } = drawSize(draw);
  const values = times.map(
    (time) =>
      level +
      amplitude * Math.sin((Math.PI * (hourOf(time) - opens + 0.5)) / (closes - opens + 1)) +
      noise * draw.normal()
  );
  return { variant: 'rows by day only', times, values, expectation: NOTHING };
}
