import { strideFor } from '../detector/windows';
import type { Stride } from './job';
import { networkMs } from './networkTime';
import type { AnalysisRequest, BackendName, EngineStatus } from './protocol';

/** Time that the series of one panel may take together. */
export const DEFAULT_BUDGET_MS = 10_000;

/** A panel goes back to a finer stride only where that would take less than this share of its time. */
const WELL_WITHIN = 0.7;
/** Panels whose stride is remembered. */
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
  of(request: AnalysisRequest, engine: EngineStatus, workers: number): Stride {
    const { series, settings, panel, budgetMs = DEFAULT_BUDGET_MS } = request;
    const { windowSize } = settings;
    const pointsPerSecond = this.speedOf(engine) * Math.min(workers, Math.max(1, series.length));
    const strideAt = (points: number, least: number) => strideFor(points, windowSize, least);
    const expectedMs = (least: number) =>
      series.reduce((ms, { times: { length } }) => ms + networkMs(length, windowSize, least, pointsPerSecond), 0);

    const usual = strideAt(0, 0);
    const key = `${panel} ${windowSize}`;
    const before = panel === undefined ? 0 : (this.chosen.get(key) ?? 0);
    let least = usual;
    while (2 * least <= windowSize / 2 && expectedMs(least) > (before > least ? WELL_WITHIN : 1) * budgetMs) {
      least *= 2;
    }
    const affected = series.map(({ times: { length } }) => strideAt(length, 0)).filter((own) => own < least);
    const stride: Stride =
      affected.length === 0
        ? { least: usual }
        : { least, wider: { stride: least, usual: Math.min(...affected), budgetMs } };
    if (panel !== undefined) {
      this.remember(key, stride.least);
    }
    return stride;
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

  private remember(key: string, least: number): void {
    this.chosen.delete(key);
    this.chosen.set(key, least);
    if (this.chosen.size > REMEMBERED) {
      const [oldest] = this.chosen.keys();
      this.chosen.delete(oldest);
    }
  }
}
