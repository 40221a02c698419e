import { quantiles } from '../arithmetic/statistics';
import { segmentOf } from '../grid/slot';
import { type Interval, overlaps } from '../interval';
import { squaredDistance } from '../memory/nearestNeighbours';
import type { PipelineState } from '../state';
import type { JudgedRange } from './inspectedVerdict';
import type { Inspection, Moment, RecalledWindow, SimilarMoment } from './inspection';

/** Most recalled windows that are shown. */
const MOST_SHOWN = 8;

/**
 * The windows that the window centred best on a range recalled. Windows that overlap an anomaly are excluded, unless a label
 * keeps them.
 *
 * @param reported the anomalies of the same state
 * @returns no windows without memory
 */
export function recalledWindows(
  state: PipelineState,
  range: JudgedRange,
  reported: readonly Interval[]
): Pick<Inspection, 'recalled' | 'recalledReported' | 'usualDistance'> {
  const { layout, reconstruction, labels } = state;
  const { neighbours } = reconstruction;
  const w = bestCentred(state, range);
  if (!neighbours || w < 0) {
    return { recalled: [], recalledReported: 0 };
  }
  const { recalled, found, perWindow, rarity } = neighbours;
  const [usual] = quantiles(
    rarity.filter((_, other) => found[other] > 0),
    [0.5]
  ).map(Math.sqrt);
  const all = Array.from(recalled.subarray(w * perWindow, w * perWindow + found[w]), (other): RecalledWindow => {
    const isOwn = other < layout.starts.length;
    const start = layout.starts[other];
    const moment = isOwn
      ? momentOf(state, start, start + layout.size - 1, latentDistance(state, w, other))
      : momentElsewhere(state, w, other - layout.starts.length);
    return {
      ...moment,
      relativeDistance: moment.distance === usual ? 1 : moment.distance / usual,
      source: !isOwn ? 'learnt' : labels?.kept[other] === 1 ? 'taught' : 'series',
    };
  });
  const normal = all.filter((window) => window.source === 'taught' || !reported.some((one) => overlaps(one, window)));
  return { recalled: normal.slice(0, MOST_SHOWN), recalledReported: all.length - normal.length, usualDistance: usual };
}

/** The window centred best on a range, as a moment at distance 0; undefined if no window shows it. */
export function windowOn(state: PipelineState, range: JudgedRange): Moment | undefined {
  const { starts, size } = state.layout;
  const w = bestCentred(state, range);
  return w < 0 ? undefined : momentOf(state, starts[w], starts[w] + size - 1, 0);
}

/**
 * The window whose middle is nearest to the middle of the range, or to its peak if the range is longer than a window. Of two
 * equally near ones the earlier. -1 if no window shows it.
 */
export function bestCentred({ layout: { starts, size } }: PipelineState, { first, last, peak }: JudgedRange): number {
  const isLonger = last - first >= size;
  const [from, to] = isLonger ? [peak, peak] : [first, last];
  let best = -1;
  let least = Infinity;
  for (let w = 0; w < starts.length; w++) {
    if (starts[w] > to || starts[w] + size <= from) {
      continue;
    }
    const distance = Math.abs(2 * starts[w] + size - 1 - (from + to));
    if (distance < least) {
      least = distance;
      best = w;
    }
  }
  return best;
}

/** Euclidean distance of two windows' latents. */
export function latentDistance({ layout, reconstruction: { latents } }: PipelineState, a: number, b: number): number {
  const size = latents.length / layout.starts.length;
  return Math.sqrt(squaredDistance({ values: latents, size }, a, b, Infinity));
}

/** A window remembered from another time, and its distance from window `w`. */
function momentElsewhere({ layout, reconstruction, scale, grid }: PipelineState, w: number, other: number): Moment {
  const { latents, elsewhere } = reconstruction;
  if (!elsewhere) {
    throw new RangeError('A window from elsewhere was recalled, but none is remembered.');
  }
  const { size } = layout;
  const latentSize = latents.length / layout.starts.length;
  const pair = new Float32Array(2 * latentSize);
  pair.set(latents.subarray(w * latentSize, (w + 1) * latentSize));
  pair.set(elsewhere.latents.subarray(other * latentSize, (other + 1) * latentSize), latentSize);
  return {
    from: elsewhere.starts[other],
    to: elsewhere.starts[other] + (size - 1) * grid.step,
    distance: Math.sqrt(squaredDistance({ values: pair, size: latentSize }, 0, 1, Infinity)),
    values: Float64Array.from(
      elsewhere.windows.subarray(other * size, (other + 1) * size),
      (value) => value * scale.halfRange + scale.centre
    ),
  };
}

/** @param last slot of the same segment as `first`, inclusive */
export function momentOf({ series, grid }: PipelineState, first: number, last: number, distance: number): Moment {
  const segment = segmentOf(grid.segments, first);
  const opening = grid.points.find((point) => grid.slotOf[point] >= segment.start) ?? 0;
  const timeOf = (slot: number) => series.times[opening] + (slot - segment.start) * grid.step;
  return {
    from: timeOf(first),
    to: timeOf(last),
    distance,
    values: grid.values.slice(first, last + 1),
  };
}

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
