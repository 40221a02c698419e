import { strideFor } from '../detector/grid/windows';
import type { BackendName, WiderStride } from './protocol';
import type { Resolved } from './seriesQuestion';

/** Time that all series of one panel may take together on a usual machine. */
const DEFAULT_BUDGET_MS = 10_000;

/**
 * Points of windows that a worker of a usual machine encodes and decodes in a second. Constants instead of measurements,
 * so that a request has the same stride, and so the same verdict, each time. docs/performance.md measures half as much
 * again on WebAssembly.
 */
const POINTS_PER_SECOND: Readonly<Record<BackendName, number>> = { webgl: 400_000, wasm: 100_000, cpu: 2_000 };

/** The strides of a request's series. */
export interface Stride {
  /** Smallest step between windows of each series, points. */
  readonly least: readonly number[];
  readonly wider?: WiderStride;
}

/**
 * Chooses the smallest stride with which a panel's analysis fits its budget.
 *
 * @param workers that compute at the same time
 */
export function strideOf(request: Resolved, backend: BackendName, workers: number): Stride {
  const { series, own, slots, budgetMs = DEFAULT_BUDGET_MS } = request;
  const windowSizes = own.map(({ windowSize }) => windowSize);
  const usual = windowSizes.map((windowSize) => strideFor(0, windowSize));
  const atOnce = Math.min(workers, Math.max(1, series.length));
  const expected = (factor: number) =>
    slots.reduce((ms, count, i) => ms + expectedMs(count, windowSizes[i], factor * usual[i], backend), 0) / atOnce;
  const canDouble = (factor: number) => usual.some((stride, i) => 2 * factor * stride <= windowSizes[i] / 2);

  let factor = 1;
  while (canDouble(factor) && expected(factor) > budgetMs) {
    factor *= 2;
  }
  const least = usual.map((stride) => factor * stride);
  // Among the series whose stride is wider than usual, the one with the smallest usual stride.
  const [wider] = slots
    .map((count, i) => ({ stride: least[i], usual: strideFor(count, windowSizes[i]), budgetMs }))
    .filter((one) => one.usual < one.stride)
    .sort((a, b) => a.usual - b.usual);
  return wider ? { least, wider } : { least: usual };
}

/**
 * Expected time for a series whose windows are not cached, on a usual machine, milliseconds.
 *
 * @param slots of the series' grid, interpolated ones included
 * @param leastStride smallest step between windows, points
 */
export function expectedMs(slots: number, windowSize: number, leastStride: number, backend: BackendName): number {
  const windows = slots / strideFor(slots, windowSize, leastStride);
  return (1000 * windows * windowSize) / POINTS_PER_SECOND[backend];
}
