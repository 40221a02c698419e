import type { Segment } from './grid';

/** Windows move by this share of their size, so that sixteen overlap at a point... */
const OVERLAP = 16;
/** ...unless that makes more windows than this; then they move by twice as much, and so on, until two overlap. */
const WINDOW_BUDGET = 1500;

/**
 * Points by which windows move. It doubles rather than grows, so that a range that slides keeps its windows.
 *
 * @param slots of all segments together
 * @param least points by which they move at least, for whoever has little time
 */
export function strideFor(slots: number, windowSize: number, least = 0): number {
  const coarsest = Math.max(1, Math.floor(windowSize / 2));
  let stride = Math.max(1, Math.floor(windowSize / OVERLAP));
  while ((slots > stride * WINDOW_BUDGET || stride < least) && stride < coarsest) {
    stride *= 2;
  }
  return Math.min(coarsest, stride);
}

/** Where the windows of a series lie. */
export interface WindowLayout {
  readonly size: number;
  readonly stride: number;
  /** First slot of each window. */
  readonly starts: Int32Array;
  /** Steps from the epoch to each window's first slot, across gaps. */
  readonly offsets: Float64Array;
  /** Strides from the epoch to each window, NaN for one at the end of a segment that lies between two strides. */
  readonly strides: Float64Array;
}

/**
 * Windows at every stride, counted from the epoch and not from the first point, so that a range that slides or is zoomed
 * cuts the same windows; and, off the strides, a first and a last one at the ends of every segment.
 */
export function layOutWindows(segments: readonly Segment[], windowSize: number, leastStride = 0): WindowLayout {
  const slots = segments.reduce((sum, { start, end }) => sum + end - start, 0);
  const stride = strideFor(slots, windowSize, leastStride);
  const starts: number[] = [];
  const offsets: number[] = [];
  const strides: number[] = [];
  for (const { start, end, offset } of segments) {
    const last = end - windowSize;
    const steps = Math.round(offset);
    const place = (at: number) => {
      const stridesFromEpoch = (steps + at - start) / stride;
      starts.push(at);
      offsets.push(offset + at - start);
      strides.push(Number.isInteger(stridesFromEpoch) ? stridesFromEpoch : NaN);
    };
    place(start);
    const onStride = start + stride - (((steps % stride) + stride) % stride);
    for (let at = onStride; at < last; at += stride) {
      place(at);
    }
    if (last > start) {
      place(last);
    }
  }
  return {
    size: windowSize,
    stride,
    starts: Int32Array.from(starts),
    offsets: Float64Array.from(offsets),
    strides: Float64Array.from(strides),
  };
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
