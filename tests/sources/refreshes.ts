import type { Interval } from '../../src/detector/interval';
import type { Verdicts } from '../../src/panel/useVerdicts';
import { lookbackNotes } from '../../src/panel/status/lookbackNotes';
import { HOUR, type Story } from './metric';
import type { Panel } from './panel';

export const REFRESHES = 60;
/** Refreshes come at any phase of a bucket. */
const PHASE_MS = 3_700;
/** Reports that touch one of so many rows at either end are at an edge. */
const EDGE_ROWS = 6;

/** In how many refreshes of a range that ends now something else than the incident was reported. */
export interface FalseAlarms {
  readonly atEdges: number;
  readonly elsewhere: number;
  readonly seconds: number;
}

/**
 * Shows the last `length` milliseconds, again and again.
 *
 * @param write is called before each refresh with its time
 */
export async function refreshed(
  panel: Panel,
  story: Story,
  { length, everyMs, write }: { length: number; everyMs: number; write: (to: number) => Promise<void> }
): Promise<FalseAlarms> {
  const began = Date.now();
  let [atEdges, elsewhere] = [0, 0];
  for (let refresh = 0; refresh < REFRESHES; refresh++) {
    const to = story.now + refresh * everyMs + PHASE_MS;
    await write(to);
    const { others, isEdge } = othersIn(await panel.show({ from: to - length, to }), story);
    atEdges += others.some(isEdge) ? 1 : 0;
    elsewhere += others.some((one) => !isEdge(one)) ? 1 : 0;
  }
  panel.close();
  return { atEdges, elsewhere, seconds: Math.round((Date.now() - began) / 1000) };
}

/** What is reported besides the incident, and whether it touches an end of the visible rows. */
export function othersIn({ series: [{ detection, series }] }: Verdicts, { incident }: Story) {
  const others = (detection?.sequences ?? []).filter((one) => !meets(one, incident));
  const [first, last] = [series.times[EDGE_ROWS - 1], series.times[series.times.length - EDGE_ROWS]];
  return { others, isEdge: (one: Interval) => one.from <= first || one.to >= last };
}

export function meets(one: Interval, other: Interval): boolean {
  return one.from <= other.to && one.to >= other.from;
}

export function alarmsText({ atEdges, elsewhere, seconds }: FalseAlarms): string {
  return `false alarms in ${atEdges} at an edge, in ${elsewhere} elsewhere (${seconds} s)`;
}

/** How far the look-back of the only series reaches before the visible range, milliseconds; 0 if there is none. */
export function looksBackMs({ lookback: { contexts }, series: [{ series }] }: Verdicts): number {
  const times = contexts[0]?.times ?? [];
  return times.length === 0 ? 0 : Math.max(0, series.times[0] - times[0]);
}

/** What the status says of the look-back. */
export function lookbackText({ lookback, series }: Verdicts, from: number): string {
  const { looked, refused } = lookbackNotes(lookback, series, from);
  return [...looked, ...refused].join(' ');
}

export function hours(ms: number): string {
  return `${Number((ms / HOUR).toFixed(1))} h`;
}
