import { strideFor } from '../detector/grid/windows';
import type { Stride } from './job';
import { networkMs } from './networkTime';
import type { BackendName, EngineStatus, WiderStride } from './protocol';
import type { Resolved } from './seriesQuestion';

/** Time that the series of one panel may take together. */
export const DEFAULT_BUDGET_MS = 10_000;

/** A panel goes back to a finer stride only where that would take less than this share of its time. */
const WELL_WITHIN = 0.7;
/** Panels whose stride is remembered, each for every time it was given. */
const REMEMBERED = 1_000;

/**
 * By how much windows move at least so that a panel is answered in time. The same panel gets the same answer from
 * refresh to refresh: speeds count in powers of two and the first one measured stays until another is twice as high or
 * half as low, and a panel at the edge keeps what it has.
 */
export class StrideChoice {
  private readonly chosen = new Map<string, number>();
  private readonly speeds = new Map<BackendName, number>();

  /** @param workers how many compute at the same time */
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
    const before = this.chosen.get(key ?? '') ?? 1;
    let factor = 1;
    while (canDouble(factor) && expectedMs(factor) > (before > factor ? WELL_WITHIN : 1) * budgetMs) {
      factor *= 2;
    }
    const least = usual.map((stride) => factor * stride);
    const wider = widest(
      slots.map((count, place) => ({ usual: strideFor(count, windowSizes[place]), stride: least[place] }))
    );
    if (key !== undefined) {
      this.remember(key, wider ? factor : 1);
    }
    return wider ? { least, wider: { ...wider, budgetMs } } : { least: usual };
  }

  private speedOf({ backend, pointsPerSecond }: EngineStatus): number {
    const known = this.speeds.get(backend);
    if (known !== undefined && pointsPerSecond > known / 2 && pointsPerSecond < known * 2) {
      return known;
    }
    const speed = 2 ** Math.round(Math.log2(pointsPerSecond));
    this.speeds.set(backend, speed);
    return speed;
  }

  private remember(key: string, factor: number): void {
    this.chosen.delete(key);
    this.chosen.set(key, factor);
    if (this.chosen.size > REMEMBERED) {
      const [oldest] = this.chosen.keys();
      this.chosen.delete(oldest);
    }
  }
}

/** Of the series whose windows move by more than they usually do, the one whose windows usually move by least. */
function widest(strides: ReadonlyArray<Omit<WiderStride, 'budgetMs'>>): Omit<WiderStride, 'budgetMs'> | null {
  const affected = strides.filter(({ usual, stride }) => usual < stride);
  return affected.length === 0 ? null : affected.reduce((least, one) => (one.usual < least.usual ? one : least));
}
