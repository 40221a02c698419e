import { type Clock, busyness, dayOf, hourOf, sampleOf } from './clock.ts';
import { BACKUP_HOURS, progressOf } from './incidents.ts';
import { gaussian, poisson, uniform, wander } from './random.ts';

/** A metric of a made-up web service: its value at any time is a function of clock and time alone. */
export interface LifelikeMetric {
  readonly id: string;
  /** Display name. */
  readonly name: string;
  /** Grafana's id of the values' unit. */
  readonly unit: string;
  /** @param time epoch milliseconds */
  at(clock: Clock, time: number): number;
}

const MEGABYTE = 1e6;
const HOURS_A_DAY = 24;

/** A separate seed for each noise. */
const noiseOf = (clock: Clock, lane: number) => clock.seed * 977 + lane;
const jitter = (clock: Clock, lane: number, time: number) => gaussian(noiseOf(clock, lane), sampleOf(clock, time));

/** Requests a second. Normal irregularity: the level wanders by a few percent, and some samples are too low. */
function requests(clock: Clock, time: number): number {
  const drift = 1 + 0.05 * wander(noiseOf(clock, 1), dayOf(clock, time) * 10);
  const short = uniform(noiseOf(clock, 2), sampleOf(clock, time)) < 0.003 ? 0.85 : 1;
  const normal = 240 * busyness(clock, time) * drift * short * (1 + 0.025 * jitter(clock, 3, time));
  return normal * (progressOf('outage', clock, time) ? 0.1 : 1) * (progressOf('surge', clock, time) ? 2.1 : 1);
}

/** Percent. Follows the requests, saturates; a job at the full hour is normal. */
function cpu(clock: Clock, time: number): number {
  if (progressOf('runaway loop', clock, time)) {
    return Math.min(100, 97 + 0.6 * jitter(clock, 4, time));
  }
  const minute = (hourOf(clock, time) % 1) * 60;
  const job = minute < 10 ? 9 : 0;
  const load = 12 + 52 * (requests(clock, time) / 240) + job + 1.6 * jitter(clock, 5, time);
  return Math.max(0, 100 * (1 - Math.exp(-load / 75)));
}

/** Messages. One batch per hour, of varying size, is processed at a constant rate. */
function queue(clock: Clock, time: number): number {
  const hour = dayOf(clock, time) * HOURS_A_DAY;
  const batch = Math.floor(hour);
  let depth = 12 + 4 * jitter(clock, 6, time);
  for (const arrival of [batch - 1, batch]) {
    const late = 0.1 * uniform(noiseOf(clock, 7), arrival);
    const size = 420 + 140 * uniform(noiseOf(clock, 8), arrival);
    depth += hour < arrival + late ? 0 : Math.max(0, size - 800 * (hour - arrival - late));
  }
  const stuck = progressOf('stuck consumer', clock, time);
  const held = stuck === null ? 0 : 2400 * Math.min(stuck.share / 0.75, (1 - stuck.share) / 0.25);
  return Math.max(0, Math.round(depth + held));
}

/** Milliseconds, 95th percentile. Skewed noise and short bursts are normal. */
function latency(clock: Clock, time: number): number {
  const slot = Math.floor((dayOf(clock, time) * HOURS_A_DAY) / 2);
  const within = (dayOf(clock, time) * HOURS_A_DAY) / 2 - slot;
  const begins = 0.7 * uniform(noiseOf(clock, 9), slot);
  const bursts = uniform(noiseOf(clock, 10), slot) < 0.4 && within >= begins && within < begins + 0.12;
  const burst = bursts ? 1.25 + 0.3 * uniform(noiseOf(clock, 11), slot) : 1;
  const load = 55 + 70 * busyness(clock, time) ** 2;
  const slow = progressOf('slow storage', clock, time) ? 2.8 : 1;
  const surge = progressOf('surge', clock, time) ? 1.9 : 1;
  return load * burst * slow * surge * Math.exp(0.09 * jitter(clock, 12, time));
}

/** Failed requests a sample: mostly none. */
function errors(clock: Clock, time: number): number {
  const failing = progressOf('outage', clock, time) ? 9 : progressOf('bad release', clock, time) ? 5 : 0;
  return poisson(noiseOf(clock, 13), sampleOf(clock, time), 0.22 * busyness(clock, time) + failing);
}

/** Bytes in use: rises until the collector runs, about every two and a half hours. */
function heap(clock: Clock, time: number): number {
  const cycles = (at: number) =>
    (dayOf(clock, at) * HOURS_A_DAY) / 2.5 + 0.06 * wander(noiseOf(clock, 14), dayOf(clock, at) * 6);
  const leak = progressOf('leak', clock, time);
  const collected = Math.floor(cycles(leak === null ? time : leak.start));
  return MEGABYTE * (380 + 460 * (cycles(time) - collected) + 9 * jitter(clock, 15, time));
}

/** Bytes a second written by a backup that runs an hour, every four hours. */
function backup(clock: Clock, time: number): number {
  const { every, first } = BACKUP_HOURS;
  const running = (hourOf(clock, time) + every - first) % every < 1 && progressOf('missed run', clock, time) === null;
  return MEGABYTE * Math.max(0, running ? 82 + 4 * jitter(clock, 16, time) : 3 + 0.8 * jitter(clock, 17, time));
}

export const METRICS: readonly LifelikeMetric[] = [
  { id: 'requests', name: 'Web requests', unit: 'reqps', at: requests },
  { id: 'cpu', name: 'CPU', unit: 'percent', at: cpu },
  { id: 'queue', name: 'Queue depth', unit: 'short', at: queue },
  { id: 'latency', name: 'Latency p95', unit: 'ms', at: latency },
  { id: 'errors', name: 'Failed requests', unit: 'short', at: errors },
  { id: 'heap', name: 'Heap in use', unit: 'decbytes', at: heap },
  { id: 'backup', name: 'Backup writes', unit: 'Bps', at: backup },
];
