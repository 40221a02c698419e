import { evenTimes } from '../clock';
import type { Make } from '../make';
import { autoregressive, white } from '../noise';
import { daily, drawSize, phaseOf, sine } from '../rhythm';

const WINDOW = 64;

/** A level, with or without a rhythm, steps to another and stays there to the end. */
export const lastingStep: Make = (draw, turn) => {
  const before = draw.whole(6 * WINDOW, 20 * WINDOW);
  const length = before + draw.whole(6 * WINDOW, 20 * WINDOW);
  const { level, amplitude, noise } = drawSize(draw, [0.04, 0.3]);
  const period = draw.whole(16, 96);
  const form = turn % 2 === 0 ? null : draw.pick([sine, daily]);
  const moves = draw.pick([white(draw), autoregressive(draw, 0.6)]);
  // In units of all that moves before the step.
  const height = (form ? 2 * amplitude + 4 * noise : 6 * noise) * draw.between(1, 3) * draw.pick([-1, 1]);
  const values = Float64Array.from(
    { length },
    (_, row) =>
      level + (form ? amplitude * form(phaseOf(row, period)) : 0) + noise * moves() + (row < before ? 0 : height)
  );
  return {
    variant: `${form ? 'rhythm' : 'level'}, ${height > 0 ? 'up' : 'down'}`,
    times: evenTimes(draw, length),
    values,
    expectation: { kind: 'onset', at: before, changeWithin: 32, anomalyWithin: 12, longest: 24, endsWithin: 32 },
  };
};
