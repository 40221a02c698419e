/** How time passes for the generated metrics. */
export interface Clock {
  readonly seed: number;
  /** Milliseconds that a day takes: 86,400,000, or fewer to see a week within hours. */
  readonly dayMs: number;
  /** Milliseconds between samples. */
  readonly stepMs: number;
}

export const REAL_TIME: Clock = { seed: 1, dayMs: 86_400_000, stepMs: 300_000 };

/** Days since the epoch, which was a Thursday, in the clock's own days. */
export function dayOf(clock: Clock, time: number): number {
  return time / clock.dayMs;
}

/** Number of the sample that a time falls into. */
export function sampleOf(clock: Clock, time: number): number {
  return Math.floor(time / clock.stepMs);
}

/** Hour of the day, 0 to 24. */
export function hourOf(clock: Clock, time: number): number {
  const day = dayOf(clock, time);
  return 24 * (day - Math.floor(day));
}

/**
 * Load of a service by its users, from about 0.25 at night to 1 on a weekday morning: two peaks a day, the second one in
 * the evening; at weekends users are fewer and come later.
 */
export function busyness(clock: Clock, time: number): number {
  const day = dayOf(clock, time);
  return hump(day, 11, 3.4, weekday(day, 1, 0.55)) + hump(day, 20, 2.4, weekday(day, 0.7, 0.62)) + 0.25;
}

/** Weekdays and weekends blend within two hours around midnight. */
function weekday(day: number, onWorkdays: number, atWeekends: number): number {
  // The epoch's Thursday is 3 when Monday is 0.
  const position = (((day + 3) % 7) + 7) % 7;
  const rise = ramp(position - 5);
  const fall = ramp(position - 7) + 1 - ramp(position);
  const weekend = rise - fall;
  return onWorkdays + (atWeekends - onWorkdays) * Math.max(0, Math.min(1, weekend));
}

/** 0 to 1 within an hour before and after zero. */
function ramp(days: number): number {
  return Math.max(0, Math.min(1, 0.5 + days * 12));
}

function hump(day: number, hour: number, width: number, height: number): number {
  const distance = 24 * (day - Math.floor(day)) - hour;
  const wrapped = distance - 24 * Math.round(distance / 24);
  return 0.75 * height * Math.exp(-((wrapped / width) ** 2));
}
