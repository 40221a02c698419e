import type { Detection, DetectorReason, HeldBack } from '../detection';
import { type Interval, holds, overlaps } from '../interval';
import { overlaps as runsOverlap, rankOf, type Run, type Slot } from '../grid/slot';
import { exceedanceOf } from '../report/severity';
import type { PipelineState } from '../state';
import type { CandidateSequence, WindowExplanation } from './explanation';

/** The parts of a detection that decide which points are held back. */
type Found = Pick<Detection, 'sequences' | 'changePoints' | 'suppressed'>;

/**
 * Finds the judged points over the threshold that no sequence, change point or label on the plot explains. The plot thus
 * either shades a line over the threshold or says why not.
 *
 * @param windows the explanation of the same state; called only if there is such a point
 */
export function heldBackIn(
  state: PipelineState,
  found: Found,
  windows: () => readonly WindowExplanation[]
): HeldBack[] {
  const { series, grid, judged } = state;
  const { times } = series;
  const explained = [...found.sequences, ...found.suppressed, ...found.changePoints];
  const shoulders = shouldersIn(state);
  const isExplained = (point: number) =>
    shoulders[grid.slotOf[point]] === 1 || explained.some((one) => holds(one, times[point]));
  const stretches: HeldBack[] = [];
  let judgedBy: readonly WindowExplanation[] | null = null;
  let last = -1;
  for (const point of grid.points) {
    const time = times[point];
    const slot = grid.slotOf[point];
    if (!(exceedanceOf(judged.smoothed[slot], judged.verdict.threshold[slot]) >= 1) || isExplained(point)) {
      last = -1;
      continue;
    }
    judgedBy ??= windows();
    const reason = whyHeldBack(state, judgedBy, point);
    const previous = last >= 0 && !grid.gapAfter[grid.slotOf[last]] ? stretches[stretches.length - 1] : undefined;
    last = reason === null ? -1 : point;
    if (reason !== null && previous?.reason === reason) {
      stretches[stretches.length - 1] = { ...previous, to: time };
    } else if (reason !== null) {
      stretches.push({ from: time, to: time, reason });
    }
  }
  return stretches;
}

/**
 * 1 for a slot on the shoulders of something reported: its sequence, and the slots next to it with errors over the threshold.
 * The smoothing carries the error over the threshold before an incident begins and after it ends, and the shading beside it
 * explains that.
 */
export function shouldersIn({
  anomalies,
  changePoints,
  judged: { verdict, slots, smoothed },
  grid,
}: PipelineState): Uint8Array {
  const shoulders = new Uint8Array(grid.values.length);
  const reported = [...anomalies, ...changePoints];
  const isOver = (slot: Slot) => exceedanceOf(smoothed[slot], verdict.threshold[slot]) >= 1;
  const spread = (run: Run) => {
    let [from, to] = [rankOf(slots, run.first), rankOf(slots, run.last)];
    while (from > 0 && isOver(slots[from - 1])) {
      from--;
    }
    while (to + 1 < slots.length && isOver(slots[to + 1])) {
      to++;
    }
    shoulders.fill(1, slots[from], slots[to] + 1);
  };
  reported.forEach(spread);
  for (const sequence of verdict.sequences) {
    if (reported.some((one) => runsOverlap(one, sequence))) {
      spread(sequence);
    }
  }
  return shoulders;
}

/**
 * Why a point over the threshold that lies in no sequence is not reported. Null if a label says that it is normal, which the
 * plot shows, or if the errors of its window are too small to be searched, because the error then only touches the threshold.
 *
 * @param windows the explanation of the same state
 */
export function whyHeldBack(
  state: PipelineState,
  windows: readonly WindowExplanation[],
  point: number
): DetectorReason | null {
  const { labels, grid, series, judged } = state;
  const slot = grid.slotOf[point];
  if (calledNormal(state, slot)) {
    return null;
  }
  if (labels?.besideExcluded[slot]) {
    return 'beside-left-out';
  }
  const time = series.times[point];
  const searches = searchesOver(windows, time);
  const candidates = searches.flatMap((window) => candidatesAt(window, { from: time, to: time }));
  if (candidates.some(({ kept }) => kept)) {
    const sequence = judged.verdict.sequences.find(({ first, last }) => first <= slot && slot <= last);
    if (!sequence) {
      return 'slope';
    }
    // A sequence that does not stand out from unreported residuals counts as pruned.
    const isReported = [...state.anomalies, ...state.changePoints].some((one) => runsOverlap(one, sequence));
    return isReported ? 'cut-off' : 'pruned';
  }
  if (candidates.length > 0) {
    return 'pruned';
  }
  return inForce(searches)?.high.quiet ? null : 'no-sequence';
}

/** The kind of label that keeps a slot from being reported, if any. */
export function calledNormal({ labels }: PipelineState, slot: number): 'taught-normal' | 'false-alarm' | null {
  if (labels?.normal[slot]) {
    return 'taught-normal';
  }
  return labels?.falseAlarms.some(({ first, last }) => first <= slot && slot <= last) ? 'false-alarm' : null;
}

/**
 * The error windows that judged a point, pass by pass. Of sliding windows, the first one that holds a point judges it.
 */
export function searchesOver(windows: readonly WindowExplanation[], time: number): WindowExplanation[] {
  const holding = windows.filter((window) => holds(window, time));
  return holding.filter(({ pass }, index) => holding.findIndex((other) => other.pass === pass) === index);
}

/** The sequences over epsilon, kept or not, that overlap a stretch of time. */
export function candidatesAt(window: WindowExplanation, at: Interval): CandidateSequence[] {
  return candidatesOf(window).filter((candidate) => overlaps(candidate, at));
}

function candidatesOf({ high, low }: WindowExplanation): CandidateSequence[] {
  return [...high.sequences, ...(low?.sequences ?? [])];
}

/** The search whose threshold is drawn: the last pass that kept something, or the first. */
export function inForce(searches: readonly WindowExplanation[]): WindowExplanation | null {
  const keeping = searches.filter((window) => candidatesOf(window).some(({ kept }) => kept));
  return keeping[keeping.length - 1] ?? searches[0] ?? null;
}
