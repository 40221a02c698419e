import { evenTimes, HOUR, hourOf, isWeekend, MINUTE } from '../clock';
import type { Make } from '../make';
import { NOTHING } from '../expectation';
import { daily, drawSize, noonPeak, office } from '../rhythm';

/** A daily rhythm with other weekends, for three to six weeks: nothing is reported. */
export const weekend: Make = (draw, turn) => {
  const step = draw.pick([HOUR, 30 * MINUTE]);
  const aDay = (24 * HOUR) / step;
  const times = evenTimes(draw, draw.whole(3 * 7 * aDay, 6 * 7 * aDay), step);
  const [name, form] = (
    [
      ['daily profile', daily],
      ['office hours', office],
      ['peak at noon', noonPeak],
    ] as const
  )[turn % 3];
  const quiet = draw.pick([0, draw.between(0.1, 0.6)]);
  const { level, amplitude, noise } = drawSize(draw);
  const values = times.map((time) => {
    const load = (form(hourOf(time) / 24) + 1) * (isWeekend(time) ? quiet : 1) - 1;
    return level + amplitude * load + noise * draw.normal();
  });
  const weeks = (times.length / (7 * aDay)).toFixed(1);
  return {
    variant: `${name}, ${weeks} weeks, weekends at ${Math.round(100 * quiet)} %`,
    times,
    values,
    expectation: NOTHING,
  };
};
