import { segmentOf } from '../grid/slot';
import type { PipelineState } from '../state';
import type { JudgedRange } from './inspectedVerdict';
import type { Inspection, SimilarMoment } from './inspection';
import { bestCentred, latentDistance, momentOf, windowOn } from './recalledWindows';

/** A stretch of the series that may resemble the range: slots, both ends included, and its distance from the range. */
interface Candidate {
  readonly first: number;
  readonly last: number;
  readonly distance: number;
}

/**
 * The moments of the series that resemble a range most, by distance of latents. A range no longer than a window is compared
 * by the window centred best on it, so each moment is as long as a window. A longer range is compared by windows half a
 * window and more apart; the mean of their distances counts.
 *
 * @param count most moments
 */
export function similarMoments(
  state: PipelineState,
  range: JudgedRange,
  count: number
): Pick<Inspection, 'similar' | 'comparison' | 'compared'> {
  const along = windowsAlong(state, range);
  if (along.length > 1) {
    return {
      comparison: 'along',
      compared: momentOf(state, range.first, range.last, 0),
      similar: nearest(state, range, candidatesAlong(state, range, along), count),
    };
  }
  const w = bestCentred(state, range);
  if (w < 0) {
    return { comparison: 'none', similar: [] };
  }
  const { starts, size } = state.layout;
  const own = { first: Math.min(range.first, starts[w]), last: Math.max(range.last, starts[w] + size - 1) };
  const candidates = Array.from(starts, (first, other) => ({
    first,
    last: first + size - 1,
    distance: latentDistance(state, w, other),
  }));
  return {
    comparison: 'window',
    compared: windowOn(state, range),
    similar: nearest(state, own, candidates, count),
  };
}

/** Windows on the strides that lie within the range, half a window and more apart. */
function windowsAlong({ layout }: PipelineState, { first, last }: JudgedRange): number[] {
  const { starts, strides, size } = layout;
  const along: number[] = [];
  for (let w = 0; w < starts.length; w++) {
    const isWithin = starts[w] >= first && starts[w] + size - 1 <= last && !Number.isNaN(strides[w]);
    const before = along[along.length - 1];
    if (isWithin && (before === undefined || starts[w] - starts[before] >= size / 2)) {
      along.push(w);
    }
  }
  return along;
}

/** The range moved by every number of strides that keeps its windows and both its ends in one segment. */
function candidatesAlong(state: PipelineState, { first, last }: JudgedRange, along: readonly number[]): Candidate[] {
  const { starts, strides } = state.layout;
  /** Windows on the strides by their first slot. */
  const at = new Map<number, number>();
  strides.forEach((stride, w) => Number.isNaN(stride) || at.set(starts[w], w));
  return Array.from(starts.keys()).flatMap((w) => {
    const moved = starts[w] - starts[along[0]];
    const segment = segmentOf(state.grid.segments, starts[w]);
    if (Number.isNaN(strides[w]) || first + moved < segment.start || last + moved >= segment.end) {
      return [];
    }
    let sum = 0;
    for (const own of along) {
      const other = at.get(starts[own] + moved);
      if (other === undefined) {
        return [];
      }
      sum += latentDistance(state, own, other);
    }
    return [{ first: first + moved, last: last + moved, distance: sum / along.length }];
  });
}

/** Nearest first; a candidate is excluded if it overlaps the range or a nearer one. */
function nearest(
  state: PipelineState,
  own: Pick<Candidate, 'first' | 'last'>,
  candidates: readonly Candidate[],
  count: number
): SimilarMoment[] {
  const chosen = [own];
  const moments: SimilarMoment[] = [];
  for (const one of candidates.slice().sort((a, b) => a.distance - b.distance || a.first - b.first)) {
    if (moments.length >= count) {
      break;
    }
    if (chosen.every(({ first, last }) => one.last < first || one.first > last)) {
      chosen.push(one);
      moments.push(momentOf(state, one.first, one.last, one.distance));
    }
  }
  return moments;
}
