import { eventsOf, type PointRun } from './labelledSeries';

/** Thresholds at evenly spread ranks, as many as in the published figures. */
const THRESHOLDS = 250;

/**
 * VUS-PR: the area under the range-based precision-recall curve, averaged over buffers of 0, 1, … `buffer` points
 * (Paparrizos et al., *Volume Under the Surface*, PVLDB 15, 2022). No point is adjusted.
 *
 * With a buffer of w points each event gets a ramp of ⌊w / 2⌋ points to both sides, where a point at distance d is
 * anomalous by √(1 − d / w). Recall is what is found of that, over the mean of the bare and the buffered labels,
 * times the share of buffered events in which anything is found (the existence reward).
 *
 * @param scores -Infinity is allowed, NaN is not
 * @param labels 1 for an anomalous point
 * @returns NaN without a labelled point
 */
export function volumeUnderSurface(scores: Float64Array, labels: Uint8Array, buffer: number): number {
  const events = eventsOf(Array.from(labels, (label) => label === 1));
  if (events.length === 0) {
    return NaN;
  }
  const ranked = Int32Array.from(scores.keys()).sort((a, b) =>
    scores[a] === scores[b] ? a - b : scores[b] - scores[a]
  );
  const cuts = cutsOf(scores, ranked);
  let sum = 0;
  for (let width = 0; width <= buffer; width++) {
    sum += rangeAreaUnderCurve(ranked, cuts, labels, events, width);
  }
  return sum / (buffer + 1);
}

/** How many points reach each threshold; points of equal score reach it together. */
function cutsOf(scores: Float64Array, ranked: Int32Array): number[] {
  const n = ranked.length;
  return Array.from({ length: THRESHOLDS }, (_, k) => {
    let rank = k === THRESHOLDS - 1 ? n - 1 : Math.floor(k * ((n - 1) / (THRESHOLDS - 1)));
    while (rank + 1 < n && scores[ranked[rank + 1]] === scores[ranked[rank]]) {
      rank++;
    }
    return rank + 1;
  });
}

/** Range-AUC-PR for one buffer. */
function rangeAreaUnderCurve(
  ranked: Int32Array,
  cuts: readonly number[],
  labels: Uint8Array,
  events: readonly PointRun[],
  width: number
): number {
  const ramped = rampedLabels(labels, events, width);
  const ranges = rangesOf(events, width, labels.length);
  const rangeAt = new Int32Array(labels.length).fill(-1);
  ranges.forEach(({ start, end }, range) => rangeAt.fill(range, start, end + 1));

  const labelled = labels.reduce((sum, label) => sum + label, 0);
  const touched = new Uint8Array(ranges.length);
  let [reached, found, rampFound, rangesTouched, recallBefore, area] = [0, 0, 0, 0, 0, 0];
  for (const cut of cuts) {
    for (; reached < cut; reached++) {
      const point = ranked[reached];
      found += ramped[point];
      rampFound += labels[point] ? 0 : ramped[point];
      const range = rangeAt[point];
      if (range >= 0 && !touched[range]) {
        touched[range] = 1;
        rangesTouched++;
      }
    }
    const positives = (labelled + labelled + rampFound) / 2;
    const recall = Math.min(found / positives, 1) * (rangesTouched / ranges.length);
    area += (recall - recallBefore) * (found / cut);
    recallBefore = recall;
  }
  return area;
}

/** Labels with ramps beside each event, at most 1 where ramps add up. */
export function rampedLabels(labels: Uint8Array, events: readonly PointRun[], width: number): Float64Array {
  const ramped = Float64Array.from(labels);
  const reach = Math.floor(width / 2);
  for (const { start, end } of events) {
    for (let distance = 1; distance <= reach; distance++) {
      const height = Math.sqrt(1 - distance / width);
      if (start - distance >= 0) {
        ramped[start - distance] += height;
      }
      if (end + distance < ramped.length) {
        ramped[end + distance] += height;
      }
    }
  }
  return ramped.map((height) => Math.min(1, height));
}

/** Events with their ramps; those whose ramps meet are one. */
function rangesOf(events: readonly PointRun[], width: number, points: number): PointRun[] {
  const reach = Math.floor(width / 2);
  const ranges: Array<{ start: number; end: number }> = [];
  for (const event of events) {
    const [start, end] = [Math.max(0, event.start - reach), Math.min(points - 1, event.end + reach)];
    const last = ranges.at(-1);
    if (last && start <= last.end) {
      last.end = end;
    } else {
      ranges.push({ start, end });
    }
  }
  return ranges;
}
