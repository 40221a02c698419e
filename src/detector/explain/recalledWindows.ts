import type { AnomalousSequence } from '../detection';
import type { JudgedRange } from './inspectedVerdict';
import type { Moment, RecalledWindow } from './inspection';
import type { PipelineState } from '../state';
import { quantiles } from '../arithmetic/quantile';
import { squaredDistance } from '../memory/recall';

/** Recalled windows that are shown at most. */
const MOST_SHOWN = 8;

/** What the window centred best on a range recalled. */
export interface Recalled {
  /** Nearest first; without those that overlap something reported, unless a mark says that they are normal. */
  readonly recalled: readonly RecalledWindow[];
  /** How many were left out because they overlap something reported. */
  readonly overlapping: number;
  /** The distance at which windows of the series usually find what they recall (the median); left out without memory. */
  readonly usualDistance?: number;
}

/**
 * @param reported what the same findings report
 * @returns nothing recalled without memory
 */
export function recalledWindows(
  findings: PipelineState,
  range: JudgedRange,
  reported: ReadonlyArray<Pick<AnomalousSequence, 'startTime' | 'endTime'>>
): Recalled {
  const { layout, reconstruction, labels } = findings;
  const { neighbours } = reconstruction;
  const w = bestCentred(findings, range);
  if (!neighbours || w < 0) {
    return { recalled: [], overlapping: 0 };
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
      ? momentOf(findings, start, start + layout.size - 1, latentDistance(findings, w, other))
      : momentElsewhere(findings, w, other - layout.starts.length);
    return {
      ...moment,
      relativeDistance: moment.distance === usual ? 1 : moment.distance / usual,
      source: !isOwn ? 'learnt' : labels?.kept[other] === 1 ? 'taught' : 'series',
    };
  });
  const normal = all.filter(
    ({ startTime, endTime, source }) =>
      source === 'taught' || !reported.some((one) => one.startTime <= endTime && one.endTime >= startTime)
  );
  return { recalled: normal.slice(0, MOST_SHOWN), overlapping: all.length - normal.length, usualDistance: usual };
}

/** The window centred best on a range, as a moment at distance 0; undefined where no window shows it. */
export function windowOn(findings: PipelineState, range: JudgedRange): Moment | undefined {
  const { starts, size } = findings.layout;
  const w = bestCentred(findings, range);
  return w < 0 ? undefined : momentOf(findings, starts[w], starts[w] + size - 1, 0);
}

/**
 * The window whose middle is nearest to that of the range, or, where the range is longer than a window, nearest to its
 * peak; -1 where no window shows it. Of two equally near the earlier one.
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
    const off = Math.abs(2 * starts[w] + size - 1 - (from + to));
    if (off < least) {
      least = off;
      best = w;
    }
  }
  return best;
}

/** Euclidean distance of two windows' latents. */
export function latentDistance({ layout, reconstruction: { latents } }: PipelineState, a: number, b: number): number {
  const size = latents.length / layout.starts.length;
  return Math.sqrt(squaredDistance(latents, a * size, b * size, size, Infinity));
}

/** A window that was learnt at another time, beside window `w`. */
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
    startTime: elsewhere.starts[other],
    endTime: elsewhere.starts[other] + (size - 1) * grid.step,
    distance: Math.sqrt(squaredDistance(pair, 0, latentSize, latentSize, Infinity)),
    values: Float64Array.from(
      elsewhere.windows.subarray(other * size, (other + 1) * size),
      (value) => value * scale.halfRange + scale.centre
    ),
  };
}

/** @param last slot of the same segment as `first`, inclusive */
export function momentOf({ series, grid }: PipelineState, first: number, last: number, distance: number): Moment {
  const segment = grid.segments.find(({ end }) => first < end) ?? { start: 0, end: 0, offset: 0 };
  const opening = grid.points.find((point) => grid.slotOf[point] >= segment.start) ?? 0;
  const timeOf = (slot: number) => series.times[opening] + (slot - segment.start) * grid.step;
  return {
    startTime: timeOf(first),
    endTime: timeOf(last),
    distance,
    values: grid.values.slice(first, last + 1),
  };
}
