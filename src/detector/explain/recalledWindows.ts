import { quantiles } from '../arithmetic/quantile';
import { segmentOf } from '../grid/slot';
import { type Interval, overlaps } from '../interval';
import { squaredDistance } from '../memory/nearestNeighbours';
import type { PipelineState } from '../state';
import type { JudgedRange } from './inspectedVerdict';
import type { Inspection, Moment, RecalledWindow } from './inspection';

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
