import { judgeWindow, type WindowSettings } from './errorWindow';
import { filtered, gather } from '../arithmetic/gather';
import type { ValueSpread } from '../explain/compare';
import { sequencesOf, type JudgedWindow, type ScoredRun, type Verdict } from './verdict';
import type { Positions } from './dilate';

/**
 * One error window as long as the series, judged again and again: what a pass finds is taken out before the next, for
 * great anomalies widen the deviation and hide lesser ones. Ends when a pass finds nothing.
 *
 * Beside a sequence the smoothed error is still high, and the next pass, with the sequence gone, would take that slope
 * for an anomaly and make the interval longer pass by pass. So a later run that touches what was taken before, and is
 * no longer than the slope, is taken out but not shaded.
 *
 * @param errors smoothed errors
 * @param spread of the values, scaled
 * @param passes at most so many; 1 is the paper's single search
 * @param slope points that the smoothing and the buffer reach beyond an anomaly
 * @param floor least epsilon, which keeps later passes out of the noise
 */
export function judgeInPasses(
  errors: Float64Array,
  spread: ValueSpread,
  positions: Positions,
  passes: number,
  slope: number,
  settings: WindowSettings,
  floor: number
): Verdict {
  const n = errors.length;
  const taken = new Uint8Array(n);
  const anomalous = new Uint8Array(n);
  const scored: ScoredRun[] = [];
  const windows: JudgedWindow[] = [];
  let inForce = Infinity;
  let members = new Int32Array(n).map((_, i) => i);
  for (let pass = 1; pass <= passes && members.length > 0; pass++) {
    const verdict = judgeWindow(
      {
        errors: gather(errors, members),
        positions: members.length === n ? positions : gather(positions, members),
        spread,
        first: 0,
        before: new Uint8Array(members.length),
        floor,
      },
      settings
    );
    const [start, end] = [members[0], members[members.length - 1]];
    windows.push({
      ...verdict,
      pass,
      start,
      end,
      points: members.length,
      floor,
      members: members.length === n ? null : members,
    });
    const found = verdict.scores.map((score, r) => ({
      start: members[verdict.runs[2 * r]],
      end: members[verdict.runs[2 * r + 1]],
      score,
    }));
    const shaded = found.filter((run) => !isSlope(run, taken, positions, slope));
    // Where the noise decides, in the last search too, which finds nothing: whether the one before it did must not move
    // the line.
    const isNoise = floor > 0 && verdict.inForce === floor;
    if (pass === 1 || shaded.length > 0 || isNoise) {
      inForce = Math.min(inForce, verdict.inForce);
    }
    if (found.length === 0) {
      break;
    }
    shaded.forEach((run) => anomalous.fill(1, run.start, run.end + 1));
    scored.push(...shaded);
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

function isSlope({ start, end }: ScoredRun, taken: Uint8Array, positions: Positions, slope: number): boolean {
  const touchesBefore = start > 0 && taken[start - 1] === 1 && positions[start] - positions[start - 1] === 1;
  const touchesAfter = end + 1 < taken.length && taken[end + 1] === 1 && positions[end + 1] - positions[end] === 1;
  return (touchesBefore || touchesAfter) && end - start < slope;
}
