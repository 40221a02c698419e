import { type Saying, saying } from '../saying';

/** A greater ratio says no more to a person. */
const GREATEST_TOLD = 100;
/** A smaller one would be told as none. */
const LEAST_TOLD = 0.01;
/** 2.3 times 10 is a little less than 23 in binary. */
const ROUNDING = 1e-9;

/**
 * How many times its threshold an error is, in words for people: the one place where that is written. Files for machines
 * hold the number itself.
 *
 * Figures are rounded down, so that an error below its threshold never reads as one that reached it, and none reads as of
 * the next severity.
 *
 * @param exceedance smoothed error ÷ threshold
 */
export function timesSaid(exceedance: number): Saying {
  return exceedance > GREATEST_TOLD
    ? saying('ratio.more', 'more than {{number}} times', { number: GREATEST_TOLD })
    : isTiny(exceedance)
      ? saying('ratio.less', 'less than {{number}} times', { number: LEAST_TOLD })
      : saying('ratio.times', '{{number}} times', { number: figure(exceedance) });
}

/** The same in a column of figures. */
export function timesSign(exceedance: number): Saying {
  return exceedance > GREATEST_TOLD
    ? saying('ratio.more-sign', '> {{number}}×', { number: GREATEST_TOLD })
    : isTiny(exceedance)
      ? saying('ratio.less-sign', '< {{number}}×', { number: LEAST_TOLD })
      : saying('ratio.times-sign', '{{number}}×', { number: figure(exceedance) });
}

function isTiny(exceedance: number): boolean {
  return exceedance > 0 && exceedance < LEAST_TOLD;
}

/** Two significant digits at most below 1, one decimal below 10, whole numbers from there on. */
function figure(exceedance: number): string {
  const down = (steps: number) => Math.floor(exceedance * steps + ROUNDING) / steps;
  return exceedance < 1 ? String(Math.min(down(100), 0.99)) : exceedance < 10 ? down(10).toFixed(1) : String(down(1));
}
