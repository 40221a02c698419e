import { type Message, message } from '../../shared/message';

/** A greater ratio says no more to a person. */
const GREATEST_TOLD = 100;
/** 2.3 times 10 is a little less than 23 in binary. */
const ROUNDING = 1e-9;

/**
 * Smoothed error ÷ threshold, the one comparison of both: at least 1 where the threshold is reached, also where rounding
 * leaves a peak that just reaches it a bit short.
 */
export function exceedanceOf(smoothedError: number, threshold: number): number {
  const ratio = smoothedError === 0 ? 0 : smoothedError / threshold;
  return ratio < 1 && ratio > 1 - ROUNDING ? 1 : ratio;
}

/**
 * Smoothed error ÷ threshold in words for people, to stand before what it is compared with: “62 % of”, “3.1 times” its
 * threshold. The one place where that is written; files for machines hold the number itself.
 *
 * Figures are rounded down, so that an error below its threshold never reads as one that reached it, and none reads as of
 * the next severity.
 */
export function ratioSaid(exceedance: number): Message {
  if (exceedance >= 1) {
    return exceedance > GREATEST_TOLD
      ? message('ratio.more', 'more than {{number}} times', { number: GREATEST_TOLD })
      : message('ratio.times', '{{number}} times', { number: figure(exceedance) });
  }
  const percent = Math.min(Math.floor(100 * exceedance + ROUNDING), 99);
  return message('ratio.share', '{{number}} % of', { number: percent || (exceedance > 0 ? '< 1' : 0) });
}

/**
 * The same in a column of figures, alike in every language.
 *
 * @param exceedance at least 1
 */
export function ratioSign(exceedance: number): string {
  return exceedance > GREATEST_TOLD ? `> ${GREATEST_TOLD}×` : `${figure(exceedance)}×`;
}

/** One decimal below 10, whole numbers from there on. */
function figure(exceedance: number): string {
  const down = (steps: number) => Math.floor(exceedance * steps + ROUNDING) / steps;
  return exceedance < 10 ? down(10).toFixed(1) : String(down(1));
}
