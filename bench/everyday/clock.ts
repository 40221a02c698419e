import type { Draw } from '../suite/draw';

/** Milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A Monday, midnight UTC. */
const MONDAY = Date.UTC(2024, 3, 1);
const STEPS = [15_000, 30_000, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR];
/** A series begins so many steps after the Monday, at most: any phase of a day, a week and a window's stride. */
const LATEST_START = 700;

/** Rows at an even step, from a step of its own on. */
export function evenTimes(draw: Draw, length: number, step = draw.pick(STEPS)): Float64Array {
  const first = MONDAY + draw.whole(0, LATEST_START) * step;
  return Float64Array.from({ length }, (_, row) => first + row * step);
}

/** Rows of each day's hours from `opens` to `closes`, both within; there are no rows by night. */
export function daytimeTimes(draw: Draw, length: number, opens: number, closes: number): Float64Array {
  const aDay = closes - opens + 1;
  const first = draw.whole(0, aDay - 1);
  const time = (hour: number) => MONDAY + Math.floor(hour / aDay) * DAY + (opens + (hour % aDay)) * HOUR;
  return Float64Array.from({ length }, (_, row) => time(first + row));
}

/** 0 to 24. */
export const hourOf = (time: number) => (time % DAY) / HOUR;

/** Saturday or Sunday. */
export const isWeekend = (time: number) => Math.floor((time - MONDAY) / DAY) % 7 >= 5;
