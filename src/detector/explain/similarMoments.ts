import type { JudgedRange } from './inspectedVerdict';
import type { Inspection, SimilarMoment } from './inspection';
import type { PipelineState } from '../state';
import { bestCentred, latentDistance, momentOf, windowOn } from './recalledWindows';

/** A stretch of the series that may resemble the range: slots, both ends included, and how far it is from it. */
interface Candidate {
  readonly first: number;
  readonly last: number;
  readonly distance: number;
}

/**
 * The moments of the series that resemble a range most, by distance of latents. A range no longer than a window is
 * compared as the window centred best on it, so every moment is as long as a window. Of a longer one every second
 * half-window's latent is compared with the one as far along in the other moment, and the mean distance counts.
 *
 * @param count at most
 */
export function similarMoments(
  findings: PipelineState,
  range: JudgedRange,
  count: number
): Pick<Inspection, 'similar' | 'comparison' | 'compared'> {
  const along = windowsAlong(findings, range);
  if (along.length > 1) {
    return {
      comparison: 'along',
      compared: momentOf(findings, range.first, range.last, 0),
      similar: nearest(findings, range, candidatesAlong(findings, range, along), count),
    };
  }
  const w = bestCentred(findings, range);
  if (w < 0) {
    return { comparison: 'none', similar: [] };
  }
  const { starts, size } = findings.layout;
  const own = { first: Math.min(range.first, starts[w]), last: Math.max(range.last, starts[w] + size - 1) };
  const candidates = Array.from(starts, (first, other) => ({
    first,
    last: first + size - 1,
    distance: latentDistance(findings, w, other),
  }));
  return {
    comparison: 'window',
    compared: windowOn(findings, range),
    similar: nearest(findings, own, candidates, count),
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

/** The range moved by every number of strides by which all its windows and both its ends stay in one segment. */
function candidatesAlong(findings: PipelineState, { first, last }: JudgedRange, along: readonly number[]): Candidate[] {
  const { starts, strides } = findings.layout;
  /** Windows on the strides by their first slot. */
  const at = new Map<number, number>();
  strides.forEach((stride, w) => Number.isNaN(stride) || at.set(starts[w], w));
  return Array.from(starts.keys()).flatMap((w) => {
    const moved = starts[w] - starts[along[0]];
    const segment = findings.grid.segments.find(({ end }) => starts[w] < end);
    if (Number.isNaN(strides[w]) || !segment || first + moved < segment.start || last + moved >= segment.end) {
      return [];
    }
    let sum = 0;
    for (const own of along) {
      const other = at.get(starts[own] + moved);
      if (other === undefined) {
        return [];
      }
      sum += latentDistance(findings, own, other);
    }
    return [{ first: first + moved, last: last + moved, distance: sum / along.length }];
  });
}

/** The nearest first, each only where it overlaps neither the range nor one before it. */
function nearest(
  findings: PipelineState,
  own: Pick<Candidate, 'first' | 'last'>,
  candidates: readonly Candidate[],
  count: number
): SimilarMoment[] {
  const taken = [own];
  const moments: SimilarMoment[] = [];
  for (const one of candidates.slice().sort((a, b) => a.distance - b.distance || a.first - b.first)) {
    if (moments.length >= count) {
      break;
    }
    if (taken.every(({ first, last }) => one.last < first || one.first > last)) {
      taken.push(one);
      moments.push(momentOf(findings, one.first, one.last, one.distance));
    }
  }
  return moments;
}
