import type { Detection, HeldBack, HeldBackReason } from '../detection';
import { exceedanceOf } from '../report/exceedance';
import type { CandidateSequence, WindowExplanation } from './explanation';
import type { PipelineState } from '../state';

/** What of a detection decides which points are held back. */
type Found = Pick<Detection, 'smoothedError' | 'threshold' | 'sequences' | 'changePoints' | 'suppressed'>;

/**
 * Every judged point over the threshold that nothing on the plot explains: no sequence, no change point, no mark. So a
 * line over the threshold is either shaded or told why not.
 *
 * @param windows of the same findings, in place; asked for only where there is such a point
 */
export function heldBackIn(
  findings: PipelineState,
  found: Found,
  windows: () => readonly WindowExplanation[]
): HeldBack[] {
  const { series, grid } = findings;
  const { times } = series;
  const explained = intervalsOf(found, times);
  const shoulders = shouldersIn(findings);
  const isExplained = (point: number) =>
    shoulders[grid.slotOf[point]] === 1 || explained.some(({ from, to }) => from <= times[point] && times[point] <= to);
  const stretches: HeldBack[] = [];
  let judgedBy: readonly WindowExplanation[] | null = null;
  let last = -1;
  for (const point of grid.points) {
    const time = times[point];
    if (!(exceedanceOf(found.smoothedError[point], found.threshold[point]) >= 1) || isExplained(point)) {
      last = -1;
      continue;
    }
    judgedBy ??= windows();
    const reason = whyHeldBack(findings, judgedBy, point);
    const previous = last >= 0 && !grid.gapAfter[grid.slotOf[last]] ? stretches[stretches.length - 1] : undefined;
    last = reason === null ? -1 : point;
    if (reason !== null && previous?.reason === reason) {
      stretches[stretches.length - 1] = { ...previous, end: point, endTime: time };
    } else if (reason !== null) {
      stretches.push({ start: point, end: point, startTime: time, endTime: time, reason });
    }
  }
  return stretches;
}

/**
 * 1 for a slot of a sequence in which something is reported, and where the line comes down from it without falling below
 * the threshold. The smoothing carries the line over the threshold before what is reported begins and after it ends; the
 * shading beside it says why.
 */
export function shouldersIn({
  anomalies,
  changePoints,
  judged: { verdict, slots, smoothed },
  grid,
}: PipelineState): Uint8Array {
  const shoulders = new Uint8Array(grid.values.length);
  const reported = [...anomalies, ...changePoints];
  const isOver = (k: number) => exceedanceOf(smoothed[slots[k]], verdict.threshold[k]) >= 1;
  const spread = (from: number, to: number) => {
    let [first, last] = [from, to];
    while (first > 0 && isOver(first - 1)) {
      first--;
    }
    while (last + 1 < slots.length && isOver(last + 1)) {
      last++;
    }
    shoulders.fill(1, slots[first], slots[last] + 1);
  };
  reported.forEach(({ start, end }) => spread(start, end));
  for (const { start, end } of verdict.sequences) {
    if (reported.some((one) => one.start <= end && start <= one.end)) {
      spread(start, end);
    }
  }
  return shoulders;
}

function intervalsOf({ sequences, changePoints, suppressed }: Found, times: Float64Array) {
  return [
    ...[...sequences, ...suppressed].map(({ startTime, endTime }) => ({ from: startTime, to: endTime })),
    ...changePoints.map(({ start, end }) => ({ from: times[start], to: times[end] })),
  ];
}

/**
 * Why a point over the threshold that lies in no sequence is not reported; null where a mark says it is normal, which the
 * plot shows, and in a window whose errors are too small to be looked at: there the line touches the threshold at most.
 *
 * @param windows of the same findings, in place
 */
export function whyHeldBack(
  findings: PipelineState,
  windows: readonly WindowExplanation[],
  point: number
): Exclude<HeldBackReason, 'rule'> | null {
  const { labels, grid, series, judged } = findings;
  const slot = grid.slotOf[point];
  if (calledNormal(findings, slot)) {
    return null;
  }
  if (labels?.besideExcluded[slot]) {
    return 'beside-left-out';
  }
  const searches = searchesOver(windows, series.times, series.times[point]);
  const candidates = searches.flatMap((window) => candidatesAt(window, series.times, series.times[point]));
  if (candidates.some(({ kept }) => kept)) {
    const { slots, verdict } = judged;
    const sequence = verdict.sequences.find(({ start, end }) => slots[start] <= slot && slot <= slots[end]);
    if (!sequence) {
      return 'slope';
    }
    // A sequence in which nothing stands out from what is not reported goes as a pruned one does.
    const isReported = [...findings.anomalies, ...findings.changePoints].some(
      ({ start, end }) => start <= sequence.end && sequence.start <= end
    );
    return isReported ? 'cut-off' : 'pruned';
  }
  if (candidates.length > 0) {
    return 'pruned';
  }
  return inForce(searches)?.high.quiet ? null : 'no-sequence';
}

/** Which kind of mark says that nothing is to be reported at a slot. */
export function calledNormal({ labels }: PipelineState, slot: number): 'taught-normal' | 'false-alarm' | null {
  if (labels?.normal[slot]) {
    return 'taught-normal';
  }
  return labels?.falseAlarms.some(({ first, last }) => first <= slot && slot <= last) ? 'false-alarm' : null;
}

/**
 * The error windows that judged a point, pass by pass. Of windows that slide the first one that holds a point judges
 * it; later ones take it only into account.
 */
export function searchesOver(
  windows: readonly WindowExplanation[],
  times: Float64Array,
  time: number
): WindowExplanation[] {
  const holding = windows.filter(({ start, end }) => times[start] <= time && time <= times[end]);
  return holding.filter(({ pass }, index) => holding.findIndex((other) => other.pass === pass) === index);
}

/** What a search found over epsilon that reaches into a stretch of time, kept or not. */
export function candidatesAt(
  window: WindowExplanation,
  times: Float64Array,
  from: number,
  to = from
): CandidateSequence[] {
  return candidatesOf(window).filter(({ start, end }) => times[start] <= to && times[end] >= from);
}

function candidatesOf({ high, low }: WindowExplanation): CandidateSequence[] {
  return [...high.sequences, ...(low?.sequences ?? [])];
}

/** The one whose threshold is drawn: that of the last pass that kept something, or of the first. */
export function inForce(searches: readonly WindowExplanation[]): WindowExplanation | null {
  const keeping = searches.filter((window) => candidatesOf(window).some(({ kept }) => kept));
  return keeping[keeping.length - 1] ?? searches[0] ?? null;
}
