import { type Message, message } from '../../shared/message';

/** A greater ratio tells people no more. */
const GREATEST_SHOWN = 100;
/** In binary, 2.3 times 10 is slightly less than 23. */
const ROUNDING = 1e-9;

/**
 * Smoothed error ÷ threshold; all comparisons of the two use it. It is at least 1 if the threshold is reached, even if
 * rounding leaves a peak slightly below it.
 */
export function exceedanceOf(smoothedError: number, threshold: number): number {
  const ratio = smoothedError === 0 ? 0 : smoothedError / threshold;
  return ratio < 1 && ratio > 1 - ROUNDING ? 1 : ratio;
}

/**
 * Smoothed error ÷ threshold in words: “62 % of” or “3.1 times”, followed by the threshold. Files for machines hold the
 * number itself.
 *
 * Figures are rounded down. An error below its threshold then never reads as if it reached it, and no error reads as if it
 * had the next severity.
 */
export function ratioMessage(exceedance: number): Message {
  if (exceedance >= 1) {
    return exceedance > GREATEST_SHOWN
      ? message('ratio.more', 'more than {{number}} times', { number: GREATEST_SHOWN })
      : message('ratio.times', '{{number}} times', { number: figure(exceedance) });
  }
  const percent = Math.min(Math.floor(100 * exceedance + ROUNDING), 99);
  return message('ratio.share', '{{number}} % of', { number: percent || (exceedance > 0 ? '< 1' : 0) });
}

/**
 * The same as a figure, equal in every language.
 *
 * @param exceedance at least 1
 */
export function ratioSign(exceedance: number): string {
  return exceedance > GREATEST_SHOWN ? `> ${GREATEST_SHOWN}×` : `${figure(exceedance)}×`;
}

/** One decimal below 10, none from 10 on. */
function figure(exceedance: number): string {
  const down = (steps: number) => Math.floor(exceedance * steps + ROUNDING) / steps;
  return exceedance < 10 ? down(10).toFixed(1) : String(down(1));
}
