import type { Segment } from './grid';

/** Windows move by this share of their size, so that sixteen overlap at a point... */
const OVERLAP = 16;
/** ...unless that makes more windows than this; then they move by more, until two overlap. */
const WINDOW_BUDGET = 1500;

/**
 * Points by which windows move.
 *
 * @param slots of all segments together
 */
export function strideFor(slots: number, windowSize: number): number {
  const finest = Math.max(1, Math.floor(windowSize / OVERLAP));
  const coarsest = Math.max(1, Math.floor(windowSize / 2));
  return Math.min(coarsest, Math.max(finest, Math.ceil(slots / WINDOW_BUDGET)));
}

/** Where the windows of a series lie. */
export interface WindowLayout {
  readonly size: number;
  readonly stride: number;
  /** First slot of each window. */
  readonly starts: Int32Array;
  /** Steps from the series' first point to each window's first slot, across gaps. */
  readonly offsets: Float64Array;
}

/** Windows at every stride of every segment; the last window of a segment always ends on its last slot. */
export function layOutWindows(segments: readonly Segment[], windowSize: number): WindowLayout {
  const slots = segments.reduce((sum, { start, end }) => sum + end - start, 0);
  const stride = strideFor(slots, windowSize);
  const starts: number[] = [];
  const offsets: number[] = [];
  for (const { start, end, offset } of segments) {
    const last = end - windowSize;
    for (let at = start; at < last; at += stride) {
      starts.push(at);
      offsets.push(offset + at - start);
    }
    starts.push(last);
    offsets.push(offset + last - start);
  }
  return { size: windowSize, stride, starts: Int32Array.from(starts), offsets: Float64Array.from(offsets) };
}

/**
 * Copies windows out of a series.
 *
 * @returns shape [to − from, size]
 */
export function cutWindows(values: Float64Array, layout: WindowLayout, from: number, to: number): Float32Array {
  const { size, starts } = layout;
  const windows = new Float32Array((to - from) * size);
  for (let w = from; w < to; w++) {
    windows.set(values.subarray(starts[w], starts[w] + size), (w - from) * size);
  }
  return windows;
}
