import type { Segment } from './slot';

/** This many windows overlap at a slot... */
const OVERLAP = 16;
/** ...unless that makes more windows than this. The stride is then doubled until two windows overlap. */
const WINDOW_BUDGET = 1500;

/**
 * The stride of windows in points. Longer series have a doubled stride, so that a range that slides keeps its windows.
 *
 * @param slots of all segments together
 * @param least least stride, to save time
 */
export function strideFor(slots: number, windowSize: number, least = 0): number {
  const coarsest = Math.max(1, Math.floor(windowSize / 2));
  let stride = Math.max(1, Math.floor(windowSize / OVERLAP));
  while ((slots > stride * WINDOW_BUDGET || stride < least) && stride < coarsest) {
    stride *= 2;
  }
  return Math.min(coarsest, stride);
}

/** The positions of a series' windows. */
export interface WindowLayout {
  readonly size: number;
  readonly stride: number;
  /** First slot of each window. */
  readonly starts: Int32Array;
  /** Steps from the epoch to each window's first slot, across gaps. */
  readonly offsets: Float64Array;
  /** Strides from the epoch to each window; NaN for a window between two strides, at an end of a segment. */
  readonly strides: Float64Array;
}

/**
 * Lays out windows at every stride, and one at each end of every segment. Strides are counted from the epoch, so a range that
 * slides or is zoomed has the same windows.
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
    const add = (at: number) => {
      const stridesFromEpoch = (steps + at - start) / stride;
      starts.push(at);
      offsets.push(offset + at - start);
      strides.push(Number.isInteger(stridesFromEpoch) ? stridesFromEpoch : NaN);
    };
    add(start);
    const onStride = start + stride - (((steps % stride) + stride) % stride);
    for (let at = onStride; at < last; at += stride) {
      add(at);
    }
    if (last > start) {
      add(last);
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

/** Whether as many windows overlap at a slot as in the middle of a series. */
export function isCovered(windows: number, { size, stride }: Pick<WindowLayout, 'size' | 'stride'>): boolean {
  return windows >= Math.floor(size / stride);
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
