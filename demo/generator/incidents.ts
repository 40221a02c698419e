import { type Clock, dayOf } from './clock.ts';
import { uniform } from './random.ts';
import type { Incident } from './series.ts';

/** A repeated incident, never twice at the same hour. */
export interface IncidentPlan {
  readonly kind: string;
  /** Average number of days between two of them; there is one in each such period. */
  readonly everyDays: number;
  /** Shortest and longest duration in hours. */
  readonly hours: readonly [number, number];
  /** For incidents at set times only: it begins at one of `every` hours, the first of them at hour `first`. */
  readonly atHours?: { readonly every: number; readonly first: number };
  /** Ids of the metrics that show it. */
  readonly touches: readonly string[];
}

/** When the backup starts. */
export const BACKUP_HOURS = { every: 4, first: 2 };

export const INCIDENT_PLANS: readonly IncidentPlan[] = [
  { kind: 'outage', everyDays: 5, hours: [1, 2], touches: ['requests', 'cpu', 'errors'] },
  { kind: 'surge', everyDays: 7, hours: [2, 3], touches: ['requests', 'cpu', 'latency'] },
  { kind: 'slow storage', everyDays: 4, hours: [1.5, 3], touches: ['latency'] },
  { kind: 'bad release', everyDays: 6, hours: [1, 2], touches: ['errors'] },
  { kind: 'stuck consumer', everyDays: 3.5, hours: [3, 5], touches: ['queue'] },
  { kind: 'runaway loop', everyDays: 6, hours: [2, 4], touches: ['cpu'] },
  { kind: 'leak', everyDays: 6, hours: [8, 12], touches: ['heap'] },
  { kind: 'missed run', everyDays: 4, hours: [1, 1], atHours: BACKUP_HOURS, touches: ['backup'] },
];

/** One incident in epoch milliseconds: [start, end). */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Progress of an incident, 0 at its start to 1 at its end, and its start; null outside. */
export function progressOf(kind: string, clock: Clock, time: number): { share: number; start: number } | null {
  const plan = planOf(kind);
  const { start, end } = spanIn(plan, clock, Math.floor(dayOf(clock, time) / plan.everyDays));
  return time >= start && time < end ? { share: (time - start) / (end - start), start } : null;
}

/** The incidents that a metric shows at the given sample times, cut off at their ends. */
export function incidentsOf(metric: string, clock: Clock, times: readonly number[]): Incident[] {
  if (times.length === 0) {
    return [];
  }
  const found: Incident[] = [];
  const [from, to] = [dayOf(clock, times[0]), dayOf(clock, times[times.length - 1])];
  for (const plan of INCIDENT_PLANS.filter(({ touches }) => touches.includes(metric))) {
    for (let stretch = Math.floor(from / plan.everyDays); stretch <= Math.floor(to / plan.everyDays); stretch++) {
      const { start, end } = spanIn(plan, clock, stretch);
      const inside = times.filter((time) => time >= start && time < end);
      if (inside.length > 0) {
        found.push({ kind: plan.kind, start: inside[0], end: inside[inside.length - 1] });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function planOf(kind: string): IncidentPlan {
  const plan = INCIDENT_PLANS.find((candidate) => candidate.kind === kind);
  if (!plan) {
    throw new RangeError(`There is no incident called ${kind}.`);
  }
  return plan;
}

/** Within the middle of its period, so that two of a kind are not close together. */
function spanIn({ kind, everyDays, hours, atHours }: IncidentPlan, { seed, dayMs }: Clock, stretch: number): Span {
  const salt = seed + 101 * INCIDENT_PLANS.findIndex((plan) => plan.kind === kind);
  const drawn = (stretch + 0.1 + 0.6 * uniform(salt, stretch, 1)) * everyDays;
  const start = atHours
    ? (Math.round((drawn * 24 - atHours.first) / atHours.every) * atHours.every + atHours.first) / 24
    : drawn;
  const length = hours[0] + (hours[1] - hours[0]) * uniform(salt, stretch, 2);
  // Whole milliseconds, because otherwise one hour sometimes has thirteen samples of five minutes.
  return { start: Math.round(start * dayMs), end: Math.round((start + length / 24) * dayMs) };
}
