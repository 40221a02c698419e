import { filtered, gather } from '../arithmetic/gather';
import { type ValueSpread, spreadOf } from '../arithmetic/statistics';
import { judgeErrorWindow, type ErrorWindowSettings, type ErrorWindowVerdict, type ErrorRun } from './errorWindow';
import { sequencesOf, type Positions, type ScoredRun } from './runs';
import type { SlidingErrorWindow } from '../settings';
import type { SideExplanation, WindowExplanation } from '../explain/explanation';
import type { Rank, Run, Sequence, Slot, Slots } from '../grid/slot';

/** The verdict on one error window, and which window it was. */
export interface JudgedErrorWindow extends ErrorWindowVerdict {
  /** 1 for the first search; higher for searches in the points that earlier passes left. */
  readonly pass: number;
  /** First and last error of the window, indices into all errors. */
  readonly start: number;
  readonly end: number;
  /** Errors that took part. */
  readonly points: number;
  readonly floor: number;
  /** Index into all errors of each error that took part; null when they are start, start + 1, ... end. */
  readonly members: Int32Array | null;
}

/** The verdict on the errors of a series, in the order of time. All indices are indices into them. */
export interface ErrorVerdict {
  /** 1 for an anomalous error. */
  readonly anomalous: Uint8Array;
  /** Sequences of two points and more, in order, disjoint, with gaps between them. */
  readonly sequences: readonly ScoredRun[];
  /** Runs as each window found and scored them, in the order of the windows. */
  readonly scored: readonly ScoredRun[];
  /** The threshold in force at each error. */
  readonly threshold: Float64Array;
  readonly windows: readonly JudgedErrorWindow[];
}

/** What every search for a threshold takes. */
export interface ThresholdSearch {
  /** Least epsilon; 0 for none. In several passes it keeps the later ones out of the noise. */
  readonly floor: number;
  readonly settings: ErrorWindowSettings;
}

interface PassSearch extends ThresholdSearch {
  /** Spread of the values, scaled. */
  readonly spread: ValueSpread;
  /** Most passes; 1 is the paper's single search. */
  readonly passes: number;
  /** Points by which smoothing and buffer reach beyond an anomaly. */
  readonly shoulder: number;
}

/**
 * Judges one error window as long as the series in several passes. Each pass takes out what it found before the next one
 * searches, because a great anomaly widens the deviation and hides a lesser one. The search ends with the first pass that
 * finds nothing.
 *
 * The smoothed error is still high on the shoulders of a sequence. Once the sequence is out, the next pass would take a
 * shoulder for an anomaly and lengthen the interval. A later run that touches an earlier one and is no longer than a
 * shoulder is therefore taken out but not reported.
 *
 * @param errors smoothed errors
 */
export function judgeInPasses(
  errors: Float64Array,
  positions: Positions,
  { spread, passes, shoulder, settings, floor }: PassSearch
): ErrorVerdict {
  const n = errors.length;
  const taken = new Uint8Array(n);
  const anomalous = new Uint8Array(n);
  const scored: ScoredRun[] = [];
  const windows: JudgedErrorWindow[] = [];
  let inForce = Infinity;
  let members = new Int32Array(n).map((_, i) => i);
  for (let pass = 1; pass <= passes && members.length > 0; pass++) {
    const isWhole = members.length === n;
    const verdict = judgeErrorWindow(
      {
        errors: gather(errors, members),
        positions: isWhole ? positions : gather(positions, members),
        spread,
        first: 0,
        before: new Uint8Array(members.length),
        floor,
      },
      settings
    );
    windows.push({
      ...verdict,
      pass,
      start: members[0],
      end: members[members.length - 1],
      points: members.length,
      floor,
      members: isWhole ? null : members,
    });
    const found = verdict.scores.map((score, r) => ({
      start: members[verdict.runs[2 * r]],
      end: members[verdict.runs[2 * r + 1]],
      score,
    }));
    const reported = found.filter((run) => !isShoulder(run, taken, positions, shoulder));
    // If the floor decides, the last pass counts too, though it finds nothing. Otherwise the drawn threshold would depend on
    // whether an earlier pass found something.
    const isFloor = floor > 0 && verdict.inForce === floor;
    if (pass === 1 || reported.length > 0 || isFloor) {
      inForce = Math.min(inForce, verdict.inForce);
    }
    if (found.length === 0) {
      break;
    }
    reported.forEach((run) => anomalous.fill(1, run.start, run.end + 1));
    scored.push(...reported);
    found.forEach((run) => taken.fill(1, run.start, run.end + 1));
    members = filtered(members, (i) => !taken[i]);
  }
  return {
    anomalous,
    sequences: sequencesOf(anomalous, positions, scored),
    scored,
    threshold: new Float64Array(n).fill(inForce),
    windows,
  };
}

function isShoulder({ start, end }: ScoredRun, taken: Uint8Array, positions: Positions, shoulder: number): boolean {
  const touchesBefore = start > 0 && taken[start - 1] === 1 && positions[start] - positions[start - 1] === 1;
  const touchesAfter = end + 1 < taken.length && taken[end + 1] === 1 && positions[end + 1] - positions[end] === 1;
  return (touchesBefore || touchesAfter) && end - start < shoulder;
}

/** A series of fewer points ignores nothing at the start... */
const SHORT = 1800;
/** ...a series of fewer than this ignores the warm-up once, a longer one twice. */
const MEDIUM = 2500;

/**
 * The number of batches that fit into a series. telemanom shrinks its error window if the series has too few points. A
 * window that lacks less than one batch is not shrunk, because the reference rounds towards zero.
 */
export function batchesThatFit(points: number, { batchSize, batches }: SlidingErrorWindow): number {
  let fitting = batches;
  while (Math.trunc((points - batchSize * fitting) / batchSize) < 0) {
    fitting--;
  }
  return fitting;
}

/**
 * telemanom's error windows: each holds `batches` × `batchSize` points, and the last one ends at the last point.
 *
 * @returns bounds in order, `end` exclusive
 */
export function errorWindows(points: number, sliding: SlidingErrorWindow): Array<{ start: number; end: number }> {
  const { batchSize, batches } = sliding;
  const fitting = batchesThatFit(points, sliding);
  const last = Math.trunc((points - batchSize * fitting) / batchSize);
  return Array.from({ length: last + 1 }, (_, i) => ({
    start: i * batchSize,
    end: i === last ? points : (i + batches) * batchSize,
  }));
}

/**
 * The dynamic threshold in windows that slide by a batch (Hundman et al. 2018, section 3.2; telemanom's errors.py). All of
 * the first window is judged, but only the last batch of each later one. If the number of points is no multiple of the
 * batch size, a few points before the last batch are not judged, as in the reference.
 *
 * @param errors smoothed errors with a settled start
 * @param search.values the series, for the guards; in a unit in which it spans about ±1
 */
export function judgeInSlidingWindows(
  errors: Float64Array,
  positions: Positions,
  {
    values,
    sliding,
    settings,
    floor,
  }: ThresholdSearch & { readonly values: Float64Array; readonly sliding: SlidingErrorWindow }
): ErrorVerdict {
  const n = errors.length;
  const ignored = n < SHORT ? 0 : n < MEDIUM ? sliding.warmUp : 2 * sliding.warmUp;
  const anomalous = new Uint8Array(n);
  const threshold = new Float64Array(n);
  const scored: ScoredRun[] = [];
  const windows: JudgedErrorWindow[] = [];
  let judged = 0;
  for (const { start, end } of errorWindows(n, sliding)) {
    const verdict = judgeErrorWindow(
      {
        errors: errors.subarray(start, end),
        positions: positions.subarray(start, end),
        spread: spreadOf(values.subarray(start, end)),
        first: start === 0 ? ignored : end - start - sliding.batchSize,
        before: anomalous.subarray(start, end),
        floor,
      },
      settings
    );
    verdict.scores.forEach((score, r) => {
      const run = { start: start + verdict.runs[2 * r], end: start + verdict.runs[2 * r + 1], score };
      anomalous.fill(1, run.start, run.end + 1);
      scored.push(run);
    });
    threshold.fill(verdict.inForce, judged, end);
    judged = end;
    windows.push({ ...verdict, pass: 1, start, end: end - 1, points: end - start, floor, members: null });
  }
  return { anomalous, sequences: sequencesOf(anomalous, positions, scored), scored, threshold, windows };
}

/** The verdict on a series. */
export interface Verdict {
  /** Runs of two observed slots and more, in order, disjoint, with gaps between them. */
  readonly sequences: readonly Sequence[];
  /** The threshold in force, one per slot; NaN if the slot was not observed. */
  readonly threshold: Float64Array;
  /** How each threshold was found. */
  readonly windows: ReadonlyArray<WindowExplanation<Run>>;
  /** The sequences that are flatlines; absent if there are none. */
  readonly flatlines?: readonly Sequence[];
}

/**
 * The same verdict in slots.
 *
 * @param observed the slots whose errors were judged
 * @param length all slots
 */
export function inSlots({ sequences, threshold, windows }: ErrorVerdict, observed: Slots, length: number): Verdict {
  return {
    sequences: sequences.map(({ start, end, score }) => ({ first: observed[start], last: observed[end], score })),
    threshold: observed.length === length ? threshold : scattered(threshold, observed, length),
    windows: windows.map((window) => windowInSlots(window, observed)),
  };
}

function scattered(values: Float64Array, observed: Slots, length: number): Float64Array {
  const bySlot = new Float64Array(length).fill(NaN);
  values.forEach((value, rank) => (bySlot[observed[rank]] = value));
  return bySlot;
}

function windowInSlots({ members, start, end, ...window }: JudgedErrorWindow, observed: Slots): WindowExplanation<Run> {
  const slotOf = (member: number): Slot => observed[members ? members[member] : start + member];
  const sideInSlots = (side: SideExplanation<ErrorRun>): SideExplanation<Run> => ({
    ...side,
    sequences: side.sequences.map(({ start: from, end: to, ...rest }) => ({
      ...rest,
      first: slotOf(from),
      last: slotOf(to),
    })),
  });
  const { pass, points, mean, sd, floor, high, low } = window;
  return {
    ...{ pass, points, mean, sd, floor },
    first: observed[start],
    last: observed[end as Rank],
    high: sideInSlots(high),
    low: low && sideInSlots(low),
  };
}
