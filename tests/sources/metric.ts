import { gaussian, uniform } from '../../demo/generator/random';
import type { Interval } from '../../src/detector/interval';

/** One request of the made-up service. */
export interface Event {
  /** Epoch milliseconds. */
  readonly time: number;
  /** Kilobytes that were answered. */
  readonly value: number;
}

const SEED = 21;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** How long before `now` the service began, and where its one incident lies. */
const HISTORY_MS = 20 * HOUR;
const INCIDENT_BEFORE_MS = 2.5 * HOUR;
const INCIDENT_MS = 10 * MINUTE;

/** Requests a second: a rhythm of 47 minutes around two, and three more in the incident. */
const USUAL = 2;
const SWING = 0.25;
const MORE = 3;
const RHYTHM_SECONDS = 47 * 60;
/** By so many requests a total is early at most. Clients that ask by the clock are that regular. */
const JITTER = 2;

/** The refreshes end before now, so that each server has all that it is asked for. */
const AGO_MS = 20 * MINUTE;
/** CI asks at one moment of a Monday, so that a run can be repeated. */
const IN_CI = Date.UTC(2026, 0, 5, 12);

/**
 * The time at which a panel is opened: a while ago, at a whole minute.
 *
 * @param forgets whether the server drops what is some days old
 */
export function openedAt(forgets = false): number {
  return process.env.CI && !forgets ? IN_CI : Math.floor(Date.now() / MINUTE) * MINUTE - AGO_MS;
}

/** What happened at the service until `now`. It depends on the seed and on the time that has passed since its start only. */
export class Story {
  readonly start: number;
  readonly incident: Interval;

  /** @param now epoch milliseconds; whole minutes, so that each run asks at the same phases of each bucket */
  constructor(readonly now: number) {
    this.start = now - HISTORY_MS;
    this.incident = { from: now - INCIDENT_BEFORE_MS, to: now - INCIDENT_BEFORE_MS + INCIDENT_MS };
  }

  /** The requests of [from, to), in order of time. They may lie after `now`, too, for what is written while a panel is open. */
  events({ from, to }: Interval = { from: this.start, to: this.now }): Event[] {
    const events: Event[] = [];
    for (let second = Math.floor((from - this.start) / SECOND); this.start + second * SECOND < to; second++) {
      events.push(...this.second(second).filter(({ time }) => time >= from && time < to));
    }
    return events;
  }

  private second(second: number): Event[] {
    const count = Math.max(0, this.total(second + 1) - this.total(second));
    return Array.from({ length: count }, (_, index) => ({
      // Each event has a millisecond of its own: a time series database keeps one point a time.
      time: this.start + second * SECOND + Math.floor(((index + uniform(SEED + 1, second, index)) * SECOND) / count),
      value: Math.max(1, Math.round(20 + 4 * gaussian(SEED + 2 + index, second))),
    }));
  }

  /** Requests from the start to the beginning of a second: the integral of the rate, rounded with jitter. */
  private total(second: number): number {
    const angle = (2 * Math.PI) / RHYTHM_SECONDS;
    const usual = USUAL * (second + (SWING / angle) * (1 - Math.cos(angle * second)));
    const inIncident = Math.max(0, Math.min(INCIDENT_MS, this.start + second * SECOND - this.incident.from)) / SECOND;
    return Math.floor(usual + MORE * inIncident + JITTER * uniform(SEED, second));
  }
}

/** Sums of values, or numbers of events, of each bucket of `stepMs` in [from, to), epoch milliseconds of its start first. */
export function bucketed(
  events: readonly Event[],
  { from, to }: Interval,
  stepMs: number,
  of: 'sum' | 'count'
): Array<[time: number, value: number]> {
  const buckets: Array<[number, number]> = [];
  for (let time = Math.ceil(from / stepMs) * stepMs; time < to; time += stepMs) {
    buckets.push([time, 0]);
  }
  for (const { time, value } of events) {
    const at = buckets.length === 0 ? -1 : Math.floor((time - buckets[0][0]) / stepMs);
    if (at in buckets) {
      buckets[at][1] += of === 'sum' ? value : 1;
    }
  }
  return buckets;
}
