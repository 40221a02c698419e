import { gaussian, wander } from '../random.ts';

/** Half an hour between samples. TestData's wave repeats every fifteen days, counted from the epoch. */
export const LOAD_STEP_S = 1800;
const SAMPLES_A_DAY = 48;
const DAYS = 15;
const TURN_MS = DAYS * SAMPLES_A_DAY * LOAD_STEP_S * 1000;

/** One turn of the wave, from midnight of 1 June 2024, UTC. */
export const LOAD_FROM = 1325 * TURN_MS;
export const LOAD_TO = LOAD_FROM + TURN_MS;

/** Incidents by day of the turn and hour of the day. Each is weaker than the one before. */
const INCIDENTS = [
  { day: 5, from: 9, to: 12, touch: (load: number) => load * 0.25 },
  { day: 8, from: 2, to: 5, touch: (load: number) => load + 11 },
  { day: 11, from: 14, to: 15.5, touch: (load: number) => load * 1.3 },
];

/**
 * Fifteen days of a made-up service's load in percent: two peaks a day, a wandering level, noise, and three incidents
 * (an outage in the morning, maintenance at night, a surge in the afternoon).
 */
export function load(): number[] {
  return quietLoad(5).map((normal, i) => {
    const day = Math.floor(i / SAMPLES_A_DAY);
    const hour = (i % SAMPLES_A_DAY) / 2;
    const incident = INCIDENTS.find(({ day: on, from, to }) => on === day && hour >= from && hour < to);
    return incident ? incident.touch(normal) : normal;
  });
}

/** The same without incidents. @param seed of the wandering level; the noise has another seed */
export function quietLoad(seed: number): number[] {
  return Array.from({ length: DAYS * SAMPLES_A_DAY }, (_, i) => {
    const hour = (i % SAMPLES_A_DAY) / 2;
    const humps = 45 * Math.exp(-(((hour - 11) / 3) ** 2)) + 38 * Math.exp(-(((hour - 19.5) / 2.2) ** 2));
    return (20 + humps) * (1 + 0.04 * wander(seed, i / 60)) + 1.6 * gaussian(seed + 6, i);
  });
}
