import { filtered, gather } from '../arithmetic/gather';
import type { ValueSpread } from '../arithmetic/moments';
import { judgeErrorWindow, type ErrorWindowSettings, type ErrorWindowVerdict } from './errorWindow';
import { sequencesOf, type Positions, type ScoredRun } from './runs';

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
