import type { Series } from '../../src/detector/series';
import type { Draw } from '../suite/draw';
import type { Expectation } from './expectation';

/** What a kind makes. */
export interface Made extends Series {
  /** What the series is, in a few words. */
  readonly variant: string;
  readonly expectation: Expectation;
}

/**
 * Makes one series of a kind.
 *
 * @param turn 0, 1, 2, …: kinds take their variants in turn
 */
export type Make = (draw: Draw, turn: number) => Made;
