import { judgeWindow, type WindowSettings } from './errorWindow';
import { spreadOf } from './spread';
import { sequencesOf, type JudgedWindow, type ScoredRun, type Verdict } from './verdict';
import type { Positions } from './widen';

/**
 * One error window as long as the series, judged again and again: what a pass finds is taken out before the next, for
 * great anomalies widen the deviation and hide lesser ones. Ends when a pass finds nothing.
 *
 * @param errors smoothed errors
 * @param values the series, scaled
 * @param passes at most so many; 1 is the paper's single search
 * @param floor least epsilon, which keeps later passes out of the noise
 */
export function judgeInPasses(
  errors: Float64Array,
  values: Float64Array,
  positions: Positions,
  passes: number,
  settings: WindowSettings,
  floor: number
): Verdict {
  const n = errors.length;
  const spread = spreadOf(values);
  const anomalous = new Uint8Array(n);
  const scored: ScoredRun[] = [];
  const windows: JudgedWindow[] = [];
  let inForce = Infinity;
  let members = Int32Array.from({ length: n }, (_, i) => i);
  for (let pass = 1; pass <= passes && members.length > 0; pass++) {
    const verdict = judgeWindow(
      {
        errors: Float64Array.from(members, (i) => errors[i]),
        positions: Float64Array.from(members, (i) => positions[i]),
        spread,
        first: 0,
        before: new Uint8Array(members.length),
        floor,
      },
      settings
    );
    const [start, end] = [members[0], members[members.length - 1]];
    windows.push({ ...verdict, pass, start, end, points: members.length, floor, members });
    if (pass === 1 || verdict.runs.length > 0) {
      inForce = Math.min(inForce, verdict.inForce);
    }
    if (verdict.runs.length === 0) {
      break;
    }
    verdict.scores.forEach((score, r) => {
      const run = { start: members[verdict.runs[2 * r]], end: members[verdict.runs[2 * r + 1]], score };
      anomalous.fill(1, run.start, run.end + 1);
      scored.push(run);
    });
    members = members.filter((i) => !anomalous[i]);
  }
  return {
    anomalous,
    sequences: sequencesOf(anomalous, positions, scored),
    scored,
    threshold: new Float64Array(n).fill(inForce),
    windows,
  };
}
