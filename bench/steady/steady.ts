import type { Outcome } from '../../src/detector/detection';
import { assess } from '../../src/detector/report/severity';
import type { Series } from '../../src/detector/series';
import { DETECTOR_BOUNDS } from '../../src/detector/settings';
import { boundsOf } from '../bounds/bounds';
import { overlap, type PointRun, pointsOf } from '../evaluate/labelledSeries';
import { suiteOf, type Half } from '../suite/suite';

/** A series that is judged as rows are added to it. */
export interface SteadySeries extends Series {
  readonly id: string;
  /** Rows that are there at the first judging of each place. */
  readonly places: readonly number[];
}

/** Of the suite, and of the bounds: one of each rhythm. */
const FROM_SUITE = 8;
const FROM_BOUNDS = 4;
export const SERIES = FROM_SUITE + FROM_BOUNDS;
const PLACES = 3;
/** Rows added one at a time at each place. */
export const STEPS = 25;
/** Rows of a series, at least and at most: few enough that a step costs little. */
const ROWS = [700, 1600] as const;
/** Rows are added from this share of a series on. */
const FIRST_PLACE = 0.6;
/** A verdict is old if it ends more than two windows before the newest row. */
const OLD = 2 * DETECTOR_BOUNDS.windowSize.default;
/** A peak may move by this share. */
const SAME_PEAK = 0.15;

/** The same half is always the same; fewer series are spread over the same shapes. */
export function steadyOf(half: Half, count = SERIES): SteadySeries[] {
  const bounds = boundsOf(half).map((one) => cut(one, one.incidents));
  const suite = suiteOf(half).map((one) => cut(one, one.events));
  const all = [
    ...Array.from({ length: FROM_BOUNDS }, (_, k) => bounds.filter((_, i) => i % FROM_BOUNDS === k).find(hasOldEvent)),
    ...evenlyFrom(suite.filter(hasOldEvent), FROM_SUITE),
  ].filter((one) => one !== undefined);
  return evenlyFrom(all, count).map(({ id, times, values }) => {
    const room = values.length - STEPS;
    const places = Array.from({ length: PLACES }, (_, k) =>
      Math.floor(room * (FIRST_PLACE + ((1 - FIRST_PLACE) * k) / (PLACES - 1)))
    );
    return { id, times, values, places };
  });
}

interface Cut extends Series {
  readonly id: string;
  readonly events: readonly PointRun[];
}

function cut({ id, times, values }: Omit<Cut, 'events'>, events: readonly PointRun[]): Cut {
  return { id, times: times.slice(0, ROWS[1]), values: values.slice(0, ROWS[1]), events };
}

/** Whether something happens that is old before any row is added. */
function hasOldEvent({ values, events }: Cut): boolean {
  const first = FIRST_PLACE * (values.length - STEPS);
  return values.length >= ROWS[0] && events.some(({ end }) => end < first - 1.5 * OLD);
}

function evenlyFrom<Item>(items: readonly Item[], count: number): Item[] {
  return Array.from({ length: Math.min(count, items.length) }, (_, k) => items[Math.floor((k * items.length) / count)]);
}

/** An anomaly as it stood at some time. */
export interface Standing extends PointRun {
  /** Greatest score ÷ threshold. */
  readonly peak: number;
}

/** What became of the older verdicts of a series, step by step. */
export interface SteadyTally {
  readonly steps: number;
  /** Steps at which every older verdict was kept. */
  readonly kept: number;
  /** Older verdicts, counted at each step. */
  readonly verdicts: number;
  readonly gone: number;
  readonly appeared: number;
  readonly moved: number;
  readonly peakChanged: number;
}

/** What one more row changed. */
export type Change = Pick<SteadyTally, 'verdicts' | 'gone' | 'appeared' | 'moved' | 'peakChanged'>;

/** Judges the series at each place, and again after each further row. */
export async function tallySteady(
  { times, values, places }: Omit<SteadySeries, 'id'>,
  judge: (series: Series) => Promise<Outcome>,
  steps = STEPS
): Promise<SteadyTally> {
  const standingAt = async (rows: number) => {
    const prefix = { times: times.slice(0, rows), values: values.slice(0, rows) };
    return standingOf(prefix, await judge(prefix));
  };
  const changes: Change[] = [];
  for (const place of places) {
    let before = await standingAt(place);
    for (let rows = place + 1; rows <= place + steps; rows++) {
      const after = await standingAt(rows);
      changes.push(changeBetween(before, after, rows - 2));
      before = after;
    }
  }
  return tallyOf(changes);
}

function standingOf(series: Series, outcome: Outcome): Standing[] {
  if (outcome.status !== 'detected') {
    return [];
  }
  const { detection } = outcome;
  return pointsOf(series, detection.sequences).map((points, index) => ({
    ...points,
    peak: assess(series, detection, detection.sequences[index]).exceedance,
  }));
}

/** @param newest the newest row before the one that was added */
export function changeBetween(before: readonly Standing[], after: readonly Standing[], newest: number): Change {
  const isOld = ({ end }: PointRun) => end < newest - OLD;
  const old = before.filter(isOld);
  const change = { verdicts: old.length, gone: 0, appeared: 0, moved: 0, peakChanged: 0 };
  for (const one of old) {
    const same = after.find(({ start, end }) => start === one.start && end === one.end);
    if (same) {
      change.peakChanged += Math.abs(same.peak - one.peak) > SAME_PEAK * one.peak ? 1 : 0;
    } else if (after.some((other) => overlap(other, one))) {
      change.moved++;
    } else {
      change.gone++;
    }
  }
  change.appeared = after.filter((one) => isOld(one) && !before.some((other) => overlap(other, one))).length;
  return change;
}

function tallyOf(changes: readonly Change[]): SteadyTally {
  const total = (of: (change: Change) => number) => changes.reduce((sum, change) => sum + of(change), 0);
  return {
    steps: changes.length,
    kept: changes.filter(({ gone, appeared, moved, peakChanged }) => gone + appeared + moved + peakChanged === 0)
      .length,
    verdicts: total(({ verdicts }) => verdicts),
    gone: total(({ gone }) => gone),
    appeared: total(({ appeared }) => appeared),
    moved: total(({ moved }) => moved),
    peakChanged: total(({ peakChanged }) => peakChanged),
  };
}
