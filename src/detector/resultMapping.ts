import { Certainty, type AnomalousSequence, type ChangePoint, type Detection } from './detection';
import { leadingEvidence } from './evidence/evidence';
import type { Explanation, SideExplanation, WindowExplanation } from './explain/explanation';
import { heldBackIn } from './explain/heldBack';
import { type Run, type Sequence, overlaps } from './grid/slot';
import { pointAt } from './interval';
import type { LabelledInterval } from './labels/labels';
import type { PipelineState } from './state';
import { isCovered, type WindowLayout } from './grid/windows';
import type { Reconstruction } from './reconstruct/reconstruct';
import type { JudgedResiduals } from './threshold/threshold';
import { type LabelMask, type LabelledRun, windowsOf } from './labels/labelMask';
import type { Verdict } from './threshold/search';

/** Maps the pipeline's state to the points and times of the series, in its own unit. */
export function detectionOf(state: PipelineState): Detection {
  const { series, grid, scale, reconstruction, judged, scored } = state;
  const length = series.values.length;
  const nowhere = () => new Float64Array(length).fill(NaN);
  const detection = {
    reconstruction: nowhere(),
    error: nowhere(),
    smoothedError: nowhere(),
    score: nowhere(),
    threshold: nowhere(),
    certainty: new Uint8Array(length).fill(Certainty.notJudged),
  };
  state.labels?.excluded.forEach((out, point) => {
    detection.certainty[point] = out ? Certainty.excluded : Certainty.notJudged;
  });
  for (const point of grid.points) {
    const slot = grid.slotOf[point];
    const drawn = scale.centre + reconstruction.values[slot] * scale.halfRange + (state.trend?.values[slot] ?? 0);
    detection.reconstruction[point] = drawn;
    detection.error[point] = Math.abs(series.values[point] - drawn);
    detection.smoothedError[point] = judged.smoothed[slot] * scale.halfRange;
    detection.score[point] = (scored?.score ?? judged.smoothed)[slot] * scale.halfRange;
    detection.threshold[point] = (scored?.threshold ?? judged.verdict.threshold)[slot] * scale.halfRange;
    detection.certainty[point] = certaintyOf(slot, state);
  }
  const sequences = mappedSequences(state, state.anomalies);
  const changePoints = changePointsOf(state);
  const suppressed = suppressedOf(state);
  const memoryMismatch = state.memoryMismatch && { memoryMismatch: state.memoryMismatch };
  const windowSize = state.layout.size;
  const found = { windowSize, ...detection, sequences, changePoints, suppressed };
  const heldBack = heldBackIn(state, found, () => explanationOf(state).windows);
  const verdict = { ...found, ...(heldBack.length > 0 && { heldBack }), ...labelUsage(state), ...memoryMismatch };
  return state.explain ? { ...verdict, explanation: explanationOf(state) } : verdict;
}

/** One per change point. If samples are missing in it, only its part with the greatest smoothed error counts. */
function changePointsOf(state: PipelineState): ChangePoint[] {
  const { series, grid, judged, changePoints } = state;
  const errorAt = ({ peak }: AnomalousSequence) =>
    (state.scored?.score ?? judged.smoothed)[grid.slotOf[pointAt(series.times, peak)]];
  return changePoints.flatMap((changePoint) => {
    const [part] = mappedSequences(state, [changePoint]).sort((a, b) => errorAt(b) - errorAt(a));
    return part ? [{ from: part.from, to: part.to, peak: part.peak }] : [];
  });
}

/** In order of time. A run in which samples are missing gives one sequence per part. */
function suppressedOf(state: PipelineState): LabelledInterval[] {
  return state.suppressed
    .flatMap(({ first, last, ids: [id] }) => {
      const run = { first, last, score: 0 };
      return mappedSequences(state, [run]).map(({ from, to }) => ({
        from,
        to,
        ...(id !== undefined && { id }),
      }));
    })
    .sort((a, b) => a.from - b.from);
}

function certaintyOf(slot: number, { layout, reconstruction, judged }: PipelineState): number {
  return isCovered(reconstruction.coverage[slot], layout) && !judged.unsettled[slot]
    ? Certainty.certain
    : Certainty.lessCertain;
}

/** An interval continues over a gap of up to this share of a window. The missing samples are never anomalous themselves. */
const BRIDGED_SHARE = 1 / 4;

/**
 * Maps sequences to intervals from one point to another, in order of time. A longer gap and excluded time cut a sequence into parts. Parts
 * in which no error reaches the threshold are dropped, unless no part has one.
 */
function mappedSequences(state: PipelineState, sequences: readonly Sequence[]): AnomalousSequence[] {
  const { series, grid, judged } = state;
  const { points, slotOf } = grid;
  const { score: heights, threshold } = state.scored ?? { score: judged.smoothed, threshold: judged.verdict.threshold };
  const found: AnomalousSequence[] = [];
  const isBridged = bridgesOf(state);
  const reaches = (time: number) => {
    const slot = slotOf[pointAt(series.times, time)];
    return heights[slot] >= threshold[slot];
  };
  let next = 0;
  let k = 0;
  let parts: AnomalousSequence[] = [];
  const finish = () => {
    const over = parts.filter(({ peak }) => reaches(peak));
    found.push(...(over.length > 0 ? over : parts));
    parts = [];
  };
  while (k < points.length && next < sequences.length) {
    const { first, last, score } = sequences[next];
    const slot = slotOf[points[k]];
    if (slot < first) {
      k++;
    } else if (slot > last) {
      finish();
      next++;
    } else {
      const opening = k;
      let peak = points[k];
      while (k + 1 < points.length && slotOf[points[k + 1]] <= last && isBridged(points[k], points[k + 1])) {
        k++;
        if (heights[slotOf[points[k]]] > heights[slotOf[peak]]) {
          peak = points[k];
        }
      }
      parts.push({
        from: series.times[points[opening]],
        to: series.times[points[k]],
        peak: series.times[peak],
        score,
        ...decidedByOf(sequences[next], judged.verdict, state.scored?.agreed),
        ...leadingAt(state, slotOf[peak]),
      });
      k++;
    }
  }
  finish();
  return found;
}

function leadingAt({ scored }: PipelineState, slot: number): Pick<AnomalousSequence, 'evidence'> {
  return scored ? { evidence: leadingEvidence(scored.lifts, slot) } : {};
}

/** Whether an interval continues from one point to the following one. */
function bridgesOf({ series, grid, layout, labels }: PipelineState): (point: number, following: number) => boolean {
  const { slotOf, gapAfter } = grid;
  const excluded = labels ? series.times.filter((_, point) => labels.excluded[point] === 1) : new Float64Array(0);
  return (point, following) => {
    const missing = slotOf[following] - slotOf[point] - 1;
    if (missing < 1 || !gapAfter[slotOf[point]]) {
      return true;
    }
    const [from, to] = [series.times[point], series.times[following]];
    return missing <= BRIDGED_SHARE * layout.size && !excluded.some((time) => time > from && time < to);
  };
}

function explanationOf({ series, grid, scale, judged }: PipelineState): Explanation {
  const { points, slotOf } = grid;
  const timeOf = new Float64Array(grid.values.length);
  // Backwards, so that a slot that several points share maps to the first of them.
  for (let k = points.length - 1; k >= 0; k--) {
    timeOf[slotOf[points[k]]] = series.times[points[k]];
  }
  return { windows: judged.verdict.windows.map((window) => windowExplanationOf(window, timeOf, scale.halfRange)) };
}

function windowExplanationOf(window: WindowExplanation<Run>, timeOf: Float64Array, unit: number): WindowExplanation {
  const inUnit = (side: SideExplanation<Run>): SideExplanation => ({
    ...side,
    epsilon: side.epsilon * unit,
    greatestNormal: side.greatestNormal * unit,
    candidates: side.candidates.map((candidate) => ({ ...candidate, epsilon: candidate.epsilon * unit })),
    sequences: side.sequences.map(({ first, last, maximum, margin, kept }) => ({
      from: timeOf[first],
      to: timeOf[last],
      maximum: maximum * unit,
      margin,
      kept,
    })),
  });
  return {
    pass: window.pass,
    from: timeOf[window.first],
    to: timeOf[window.last],
    points: window.points,
    mean: window.mean * unit,
    sd: window.sd * unit,
    floor: window.floor * unit,
    high: inUnit(window.high),
    low: window.low && inUnit(window.low),
  };
}

/** The parts of the pipeline's state that labels act on. */
interface Sources {
  readonly labels: Pick<LabelMask, 'goodExamples' | 'falseAlarms' | 'kept' | 'excludedBy'> | null;
  readonly layout: WindowLayout;
  readonly reconstruction: Pick<Reconstruction, 'neighbours'>;
  readonly judged: Pick<JudgedResiduals, 'verdict'>;
  readonly suppressed: readonly LabelledRun[];
}

/**
 * The ids of the labels that a verdict used. A label is used if it excluded a value, kept a window in memory, suppressed a
 * sequence, or overlaps a sequence over the threshold. A label that holds judged points is unused otherwise. Labels with no
 * point between them are one run and share its use.
 */
export function labelUsage({
  labels,
  layout,
  reconstruction: { neighbours },
  judged: { verdict },
  suppressed,
}: Sources): Pick<Detection, 'usedLabels' | 'unusedLabels'> {
  if (!labels) {
    return { usedLabels: [] };
  }
  const reportable = verdict.sequences.filter((sequence) => !suppressed.some(({ first }) => first === sequence.first));
  const isRemembered = (run: LabelledRun) =>
    neighbours !== null && windowsOf(layout, [run]).some((shown, w) => shown === 1 && labels.kept[w] === 1);
  const labelled = [...labels.goodExamples, ...labels.falseAlarms];
  const active = labelled.filter((run) => isRemembered(run) || reportable.some((one) => overlaps(one, run)));
  const usedLabels = new Set([...labels.excludedBy, ...idsOf(active), ...idsOf(suppressed)]);
  const unusedLabels = new Set(idsOf(labelled).filter((id) => !usedLabels.has(id)));
  return { usedLabels: [...usedLabels], ...(unusedLabels.size > 0 && { unusedLabels: [...unusedLabels] }) };
}

function idsOf(runs: readonly LabelledRun[]): string[] {
  return runs.flatMap(({ ids }) => ids);
}

/**
 * The search that found a sequence, and whether its threshold was epsilon or the floor that noise sets. Of the error windows'
 * sequences that overlap it, the one with the greatest error decides.
 */
export function decidedByOf(
  run: Run,
  { windows, flatlines }: Pick<Verdict, 'windows' | 'flatlines'>,
  agreed: readonly Run[] = []
): Pick<AnomalousSequence, 'pass' | 'decidedBy'> {
  if (agreed.some((one) => overlaps(one, run))) {
    return { pass: 1, decidedBy: 'agreement' };
  }
  if (flatlines?.some((flatline) => overlaps(flatline, run))) {
    return { pass: 1, decidedBy: 'flatline' };
  }
  let greatest = -Infinity;
  let decidedBy: Pick<AnomalousSequence, 'pass' | 'decidedBy'> = { pass: 1, decidedBy: 'epsilon' };
  for (const { pass, floor, high } of windows) {
    for (const sequence of high.sequences) {
      if (sequence.kept && overlaps(sequence, run) && sequence.maximum > greatest) {
        greatest = sequence.maximum;
        decidedBy = { pass, decidedBy: floor > 0 && high.epsilon === floor ? 'floor' : 'epsilon' };
      }
    }
  }
  return decidedBy;
}
