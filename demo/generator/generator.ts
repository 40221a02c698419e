import { type Clock, REAL_TIME } from './clock.ts';
import { incidentsOf } from './incidents.ts';
import { METRICS } from './metrics.ts';
import type { DemoSeries } from './series.ts';

export { tutorialStory, STORY_POINTS, type StoryOptions } from './story.ts';
export type { DemoSeries, Incident } from './series.ts';
export type { Clock } from './clock.ts';

export interface MetricsOptions extends Partial<Clock> {
  /** Epoch milliseconds of the range [from, to). Samples lie at multiples of `stepMs`. */
  readonly from?: number;
  readonly to?: number;
}

/** Eight days from a Monday, UTC. */
const DEFAULT_FROM = Date.UTC(2024, 5, 3);
const DEFAULT_DAYS = 8;

/**
 * Metrics of a made-up web service with daily and weekly rhythm, normal irregularity and known incidents. A sample
 * depends on its time, the seed and the clock alone, so that ranges that overlap agree.
 *
 * @returns one series a metric; by default 2,304 samples, one in five minutes
 */
export function lifelikeMetrics(options: MetricsOptions = {}): DemoSeries[] {
  const clock: Clock = { ...REAL_TIME, ...options };
  const { from = DEFAULT_FROM, to = from + DEFAULT_DAYS * clock.dayMs } = options;
  const times: number[] = [];
  for (let time = Math.ceil(from / clock.stepMs) * clock.stepMs; time < to; time += clock.stepMs) {
    times.push(time);
  }
  return METRICS.map(({ id, name, unit, at }) => ({
    id,
    name,
    unit,
    times: [...times],
    values: times.map((time) => at(clock, time)),
    incidents: incidentsOf(id, clock, times),
  }));
}
