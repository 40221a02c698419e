import { gather } from '../arithmetic/gather';
import type { Grid } from '../grid/grid';
import { overlaps, slotsIn, type Sequence } from '../grid/slot';
import { strictnessOf, type DetectorSettings, type ThresholdSettings } from '../settings';
import { mergeNear } from '../threshold/runs';
import { judgeInPasses } from '../threshold/search';
import { positionsOf, type JudgedResiduals } from '../threshold/threshold';
import type { Evidence } from './evidence';

/** Least agreement, over the floor in multiples of the noise: a lift that ordinary slots do not reach in both. */
const FLOOR_PER_FLOOR = 7 / 3;
/** Agreement must stand out by this many times the least step between maxima of the error, because it is not modelled. */
const PRUNING_PER_PRUNING = 4;
const MOST_PRUNING = 0.5;

/** What agreement finds. */
export interface AgreedSequences {
  readonly sequences: readonly Sequence[];
  /** Those of them that no sequence of the error overlaps. */
  readonly further: readonly Sequence[];
  /** The agreement from which on it does. */
  readonly threshold: number;
}

/**
 * Finds what the reconstruction error alone does not carry over its threshold, but error and distance together do. The search
 * is that of the error: the dynamic threshold, in passes, with pruning. Each alone gives many false alarms; that they agree
 * is rare.
 *
 */
export function agreedSequences(
  { agreement }: Evidence,
  { slots, smoothed, verdict }: Pick<JudgedResiduals, 'slots' | 'smoothed' | 'verdict'>,
  grid: Grid,
  windowSize: number,
  settings: DetectorSettings,
  threshold: ThresholdSettings
): AgreedSequences {
  const { floor, pruning } = strictnessOf(settings);
  const mergeWithin = threshold.joinWithin * windowSize;
  const positions = positionsOf(slots, grid.segments, Math.max(settings.errorBuffer, mergeWithin));
  const found = judgeInPasses(gather(agreement, slots), positions, {
    floor: FLOOR_PER_FLOOR * floor,
    settings: {
      ...threshold,
      relativeGuard: 0,
      errorBuffer: settings.errorBuffer,
      pruning: Math.min(MOST_PRUNING, PRUNING_PER_PRUNING * pruning),
    },
    spread: { sd: 1, range: 0 },
    passes: threshold.passes,
    shoulder: settings.span + settings.errorBuffer,
  });
  const sequences = mergeNear(found.sequences, positions, mergeWithin).map(({ start, end, score }): Sequence => ({
    first: slots[start],
    last: slots[end],
    score,
  }));
  // What is small beside the values, which span about two units, is no anomaly.
  const isVisible = (one: Sequence) => slotsIn(slots, one).some((slot) => smoothed[slot] > threshold.relativeGuard);
  const visible = sequences.filter(isVisible);
  return {
    sequences: visible,
    further: visible.filter((one) => !verdict.sequences.some((other) => overlaps(one, other))),
    threshold: found.threshold[0] ?? Infinity,
  };
}

/** The verdict with further sequences, in order. */
export function withSequences(judged: JudgedResiduals, further: readonly Sequence[]): JudgedResiduals {
  const sequences = [...judged.verdict.sequences, ...further].sort((a, b) => a.first - b.first);
  return further.length === 0 ? judged : { ...judged, verdict: { ...judged.verdict, sequences } };
}
