import type { Draw } from '../../suite/draw';
import { evenTimes } from '../clock';
import type { Make } from '../make';
import { NOTHING } from '../expectation';
import { student } from '../noise';

/** Rows at least before and after a spike. */
const APART = 40;
/** A spike is this many deviations of the noise high at least, and in heavy tails this many times the greatest deviation. */
const LEAST_DEVIATIONS = 12;
const LEAST_OF_GREATEST = 5;
const GREATEST = 1e6;
const MONSTROUS = 1e12;

interface Background {
  readonly name: string;
  readonly values: Float64Array;
  /** Height of the least spike that is worth a report. */
  readonly least: number;
  readonly sides: readonly number[];
  readonly whole?: boolean;
}

/** One sample of any height in noise, counts or heavy tails; one in five of these series has none. */
export const spike: Make = (draw, turn) => {
  const length = draw.whole(300, 1800);
  const times = evenTimes(draw, length);
  if (turn % 5 === 4) {
    const { name, values } = draw.pick([counts, lognormal])(draw, length);
    return { variant: `${name} without a spike`, times, values, expectation: NOTHING };
  }
  const { name, values, least, sides, whole } = BACKGROUNDS[turn % BACKGROUNDS.length](draw, length);
  const row = draw.whole(APART, length - 1 - APART);
  const factor = draw.whole(0, 5) === 0 ? MONSTROUS : draw.magnitude(1, GREATEST / LEAST_DEVIATIONS);
  const side = draw.pick(sides);
  values[row] += side * least * factor;
  if (whole) {
    values[row] = Math.ceil(values[row]);
  }
  const at = { start: row, end: row };
  return {
    variant: `${name}, ${side > 0 ? 'up' : 'down'} ${factor.toPrecision(2)} × the least`,
    times,
    values,
    expectation: { kind: 'incident', at, near: 3, longest: 10, covered: 0 },
  };
};

const BACKGROUNDS = [gaussian, counts, lognormal, heavyTailed];

function gaussian(draw: Draw, length: number): Background {
  const deviation = draw.magnitude(0.01, 1e4);
  const level = deviation * draw.between(-20, 100);
  const values = Float64Array.from({ length }, () => level + deviation * draw.normal());
  return { name: 'gaussian noise', values, least: LEAST_DEVIATIONS * deviation, sides: [-1, 1] };
}

function counts(draw: Draw, length: number): Background {
  const mean = draw.magnitude(0.05, 1.5);
  const values = Float64Array.from({ length }, () => draw.poisson(mean));
  const least = Math.max(LEAST_DEVIATIONS * Math.sqrt(mean), LEAST_OF_GREATEST * Math.max(...values));
  return { name: 'sparse counts', values, least, sides: [1], whole: true };
}

function lognormal(draw: Draw, length: number): Background {
  const median = draw.magnitude(0.01, 1e4);
  const spread = draw.between(0.4, 0.9);
  const values = Float64Array.from({ length }, () => median * Math.exp(spread * draw.normal()));
  return { name: 'lognormal', values, least: LEAST_OF_GREATEST * greatestFrom(values, median), sides: [1] };
}

function heavyTailed(draw: Draw, length: number): Background {
  const scale = draw.magnitude(0.01, 1e4);
  const level = scale * draw.between(-20, 100);
  const noise = student(draw);
  const values = Float64Array.from({ length }, () => level + scale * noise());
  return { name: 'Student’s t3', values, least: LEAST_OF_GREATEST * greatestFrom(values, level), sides: [-1, 1] };
}

function greatestFrom(values: Float64Array, centre: number): number {
  return values.reduce((greatest, value) => Math.max(greatest, Math.abs(value - centre)), 0);
}
