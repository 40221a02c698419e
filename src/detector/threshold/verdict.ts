import { sequencesIn, type Positions, type Runs } from './dilate';
import type { WindowVerdict } from './errorWindow';

/** The verdict on one error window, and which window it was. */
export interface JudgedWindow extends WindowVerdict {
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

/** An interval of anomalous errors; start and end (inclusive) are indices into all errors. */
export interface ScoredRun {
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

/** The verdict on all smoothed errors of a series. */
export interface Verdict {
  /** 1 for an anomalous error. */
  readonly anomalous: Uint8Array;
  /** Sequences of two points and more, in order, disjoint, with gaps between them. */
  readonly sequences: readonly ScoredRun[];
  /** Runs as each window found and scored them, in the order of the windows. */
  readonly scored: readonly ScoredRun[];
  /** The threshold in force at each error. */
  readonly threshold: Float64Array;
  readonly windows: readonly JudgedWindow[];
  /** The sequences that are flatlines; absent if there are none. */
  readonly flatlines?: readonly ScoredRun[];
}

/** Whether two runs share an error. */
export function overlaps(a: Pick<ScoredRun, 'start' | 'end'>, b: Pick<ScoredRun, 'start' | 'end'>): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Sequences of anomalous neighbours. Each has the score of its severest part in `scored`. */
export function sequencesOf(anomalous: Uint8Array, positions: Positions, scored: readonly ScoredRun[]): ScoredRun[] {
  const runs: Runs = [];
  for (let i = 0; i < anomalous.length; i++) {
    if (!anomalous[i]) {
      continue;
    }
    const last = runs.length - 1;
    if (last > 0 && runs[last] === i - 1 && positions[i] - positions[i - 1] === 1) {
      runs[last] = i;
    } else {
      runs.push(i, i);
    }
  }
  const sequences = sequencesIn(runs);
  const inOrder = scored.slice().sort((a, b) => a.start - b.start);
  const merged: ScoredRun[] = [];
  let part = 0;
  for (let s = 0; s < sequences.length; s += 2) {
    const [start, end] = [sequences[s], sequences[s + 1]];
    let score = -Infinity;
    for (; part < inOrder.length && inOrder[part].start <= end; part++) {
      if (inOrder[part].end >= start) {
        score = Math.max(score, inOrder[part].score);
      }
    }
    merged.push({ start, end, score });
  }
  return merged;
}
