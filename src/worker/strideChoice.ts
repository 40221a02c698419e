import { strideFor } from '../detector/grid/windows';
import { BoundedMap } from './boundedMap';
import type { Stride } from './job';
import { networkMs } from './networkTime';
import type { BackendName, EngineStatus, WiderStride } from './protocol';
import type { Resolved } from './seriesQuestion';

/** Time that all series of one panel may take together. */
const DEFAULT_BUDGET_MS = 10_000;

/** A panel returns to a finer stride only if that takes less than this share of its budget. */
const HYSTERESIS = 0.7;

/**
 * Chooses the smallest stride with which a panel's analysis fits its budget. The choice is stable from refresh to
 * refresh: measured speeds are rounded to powers of two, and a panel near its budget keeps its stride.
 */
export class StrideChoice {
  /** Factor on the usual stride, by panel, budget and window sizes. */
  private readonly factors = new BoundedMap<string, number>(1_000);
  private readonly speeds = new Map<BackendName, number>();

  /** @param workers that compute at the same time */
  of(request: Resolved, engine: EngineStatus, workers: number): Stride {
    const { series, own, slots, panel, budgetMs = DEFAULT_BUDGET_MS } = request;
    const windowSizes = own.map(({ windowSize }) => windowSize);
    const usual = windowSizes.map((windowSize) => strideFor(0, windowSize));
    const pointsPerSecond = this.speedOf(engine) * Math.min(workers, Math.max(1, series.length));
    const expectedMs = (factor: number) =>
      slots.reduce(
        (ms, count, place) => ms + networkMs(count, windowSizes[place], factor * usual[place], pointsPerSecond),
        0
      );
    const canDouble = (factor: number) => usual.some((stride, place) => 2 * factor * stride <= windowSizes[place] / 2);

    const sizes = [...new Set(windowSizes)].sort((a, b) => a - b).join();
    const key = panel === undefined ? undefined : `${panel}\n${budgetMs}\n${sizes}`;
    const before = this.factors.get(key ?? '') ?? 1;
    let factor = 1;
    while (canDouble(factor) && expectedMs(factor) > (before > factor ? HYSTERESIS : 1) * budgetMs) {
      factor *= 2;
    }
    const least = usual.map((stride) => factor * stride);
    const wider = widest(
      slots.map((count, place) => ({ usual: strideFor(count, windowSizes[place]), stride: least[place] }))
    );
    if (key !== undefined) {
      this.factors.set(key, wider ? factor : 1);
    }
    return wider ? { least, wider: { ...wider, budgetMs } } : { least: usual };
  }

  private speedOf({ backend, pointsPerSecond }: EngineStatus): number {
    const earlier = this.speeds.get(backend);
    if (earlier !== undefined && pointsPerSecond > earlier / 2 && pointsPerSecond < earlier * 2) {
      return earlier;
    }
    const speed = 2 ** Math.round(Math.log2(pointsPerSecond));
    this.speeds.set(backend, speed);
    return speed;
  }
}

/** Among the series whose stride is wider than usual, the one with the smallest usual stride. */
function widest(strides: ReadonlyArray<Omit<WiderStride, 'budgetMs'>>): Omit<WiderStride, 'budgetMs'> | null {
  const affected = strides.filter(({ usual, stride }) => usual < stride);
  return affected.length === 0 ? null : affected.reduce((least, one) => (one.usual < least.usual ? one : least));
}
