import type { Autoencoder } from './autoencoder';
import { tightBounds } from './threshold/bounds';
import { partSeams } from './changepoints/changePoints';
import type { Outcome, SkipReason } from './detection';
import { driftOf } from './grid/drift';
import { filtered } from './arithmetic/gather';
import { putOnGrid, type Grid } from './grid/grid';
import { withoutLeftOut } from './labels/excluded';
import { layOutLessons } from './labels/labelMask';
import { misfitOf } from './memory/memoryMismatch';
import { detectionOf, type Findings } from './resultMapping';
import { quiet, silentSlots } from './labels/suppress';
import { reconstruct, type Checkpoint, type Reconstruction } from './reconstruct/reconstruct';
import { recurrences, type Recurrence } from './reconstruct/recurrence';
import { cutOff, findScale, scaled } from './grid/scale';
import type { Series } from './series';
import { DEFAULT_METHOD, type DetectorSettings } from './settings';
import { standingOut } from './threshold/standout';
import { type Teaching, isSilent } from './labels/labels';
import { judgeResiduals, type JudgedResiduals } from './threshold/threshold';
import { trendOf } from './grid/trend';
import { inScale, scaleWith, type RememberedWindows } from './memory/warmMemory';
import type { ScoredRun } from './threshold/verdict';
import { layOutWindows } from './grid/windows';

/** Where a sequence begins and ends is looked for up to this share of a window beyond it. */
const SEARCHED_BEYOND = 0.5;
/** Stretches of one sequence with at most this share of a window between them are one interval. */
const MERGED_WITHIN = 0.25;
/** Beside a trend nothing is seen that is smaller than this share of what the values span. */
const LEAST_SHARE_OF_TREND = 0.001;

/** What of an `AbortSignal` the detector needs. */
export interface AbortFlag {
  readonly aborted: boolean;
}

export interface DetectOptions {
  /** Checked between batches of windows. */
  readonly signal?: AbortFlag;
  /** @param done share of this series that is done, 0 to 1 */
  readonly onProgress?: (done: number) => void;
  /** Awaited between batches: a worker lets its messages through here. */
  readonly pause?: () => Promise<void>;
  /** Put the explanation into the detection. Off, for it takes memory nobody may look at. */
  readonly explain?: boolean;
  /** Points by which windows move at least. Default: a sixteenth of their size, more in long series. */
  readonly leastStride?: number;
  /** What people have said about this series. */
  readonly teaching?: Teaching;
  /** Windows of this series at other times, which stand in memory beside its own. */
  readonly remembered?: RememberedWindows;
}

/** What was found out about a series before it is put back in place, or why nothing was. */
export type Examination =
  { readonly status: 'examined'; readonly findings: Findings } | Extract<Outcome, { readonly status: 'skipped' }>;

/** Thrown when the signal says so; `name` is that of the platform's own abort errors. */
export class DetectionAborted extends Error {
  override readonly name = 'AbortError';

  constructor() {
    super('The detection was cancelled.');
  }
}

/**
 * Judges one series and puts the verdict back in the series' own places and unit (docs/detector.md).
 *
 * @throws as {@link examine}
 */
export async function detect(
  series: Series,
  autoencoder: Autoencoder,
  settings: DetectorSettings,
  options: DetectOptions = {}
): Promise<Outcome> {
  const examination = await examine(series, autoencoder, settings, options);
  return examination.status === 'examined'
    ? { status: 'detected', detection: detectionOf(examination.findings) }
    : examination;
}

/**
 * Judges one series on its grid and in scaled units: grid, scale, windows, encode, recall, decode, aggregate, smooth,
 * threshold. The window is the model's; whoever opened the model chose it (windowChoice.ts).
 *
 * @throws DetectionAborted when `signal` was aborted
 * @throws RangeError when times and values differ in length, the span is below 1, or the model takes windows of another size than the
 *   settings ask for
 * @throws Error when the model answers with anything but finite numbers of the right shape
 */
export async function examine(
  series: Series,
  autoencoder: Autoencoder,
  settings: DetectorSettings,
  options: DetectOptions = {}
): Promise<Examination> {
  const { windowSize } = autoencoder;
  if (series.times.length !== series.values.length) {
    throw new RangeError(`A series has ${series.times.length} times but ${series.values.length} values.`);
  }
  if (settings.windowSize !== 'auto' && settings.windowSize !== windowSize) {
    throw new RangeError(`The model takes windows of ${windowSize} points, the settings say ${settings.windowSize}.`);
  }
  const method = settings.method ?? DEFAULT_METHOD;
  const teaching = options.teaching && !isSilent(options.teaching) ? options.teaching : null;
  const remaining = teaching && withoutLeftOut(series, teaching.leftOut);
  const grid = putOnGrid(remaining?.series ?? series, windowSize);
  const skipped = (reason: SkipReason): Examination => ({
    status: 'skipped',
    reason,
    points: grid.longestRun,
    needed: windowSize,
  });
  if (grid.tooSparse) {
    return skipped('too-sparse');
  }
  if (grid.segments.length === 0) {
    return skipped(remaining?.taken.includes(1) ? 'left-out' : grid.longestRun === 0 ? 'empty' : 'too-short');
  }
  const trend = trendOf(grid.values, grid.segments, windowSize) ?? driftOf(grid.values, grid.segments, windowSize);
  const level = trend ? grid.values.map((value, slot) => value - trend.values[slot]) : grid.values;
  const observed = filtered(level, (_, slot) => grid.observed[slot] === 1);
  const own = findScale(observed, trend ? LEAST_SHARE_OF_TREND * trend.span : 0);
  const given = options.remembered;
  const misfit = given ? misfitOf(given, { values: observed, scale: own, step: grid.step }) : null;
  const remembered = misfit || given?.windowSize !== windowSize ? undefined : given;
  const scale = scaleWith(remembered, own, grid.points.length);
  if (scale === null) {
    return { ...skipped('constant'), ...(misfit && { misfit }) };
  }

  const whole = scaled(level, scale);
  const values = cutOff(whole);
  const layout = layOutWindows(grid.segments, windowSize, options.leastStride);
  const recall = settings.memory ? method.recall : null;
  const lessons = teaching && remaining && layOutLessons(series, grid, layout, teaching, remaining);
  const reconstruction = await reconstruct(values, layout, autoencoder, recall, checkpoint(options), {
    lessons,
    remembered: remembered && inScale(remembered, scale),
  });
  const judge = (drawn: Reconstruction): JudgedResiduals => {
    const judged = judgeResiduals(grid, whole, layout, drawn, settings, method.threshold);
    return { ...judged, residuals: { ...judged.residuals, unit: scale.halfRange } };
  };
  const first = judgeOnce(judge, reconstruction, recall !== null, grid, whole, windowSize);
  const { again } = first;
  for (const { first: slot, expected } of again) {
    reconstruction.values.set(expected, slot);
    reconstruction.unweighted.set(expected, slot);
  }
  const judged = first.judged ?? judge(reconstruction);
  const { sequences, quieted } = lessons
    ? quiet(judged, lessons, grid, values, reconstruction.values)
    : { sequences: judged.verdict.sequences, quieted: [] };
  const latents = { values: reconstruction.latents, size: autoencoder.latentSize };
  const silent = lessons && silentSlots(lessons, quieted);
  const intervals = bounded(sequences, judged, grid, windowSize, silent);
  const { anomalies: found, seams } = method.changePoints
    ? partSeams(intervals, judged.slots, {
        values,
        layout,
        latents,
        steps: trend?.steps ?? [],
        overlaps: judged.overlaps.filter((run) => !again.some((one) => isOver(run, one, judged.slots))),
      })
    : { anomalies: intervals, seams: [] };
  const anomalies = standingOut(found, judged, silent, seams);
  options.onProgress?.(1);
  const explain = options.explain ?? false;
  const findings: Findings = {
    series,
    settings,
    grid,
    scale,
    trend,
    values,
    layout,
    reconstruction,
    judged,
    anomalies,
    seams,
    quieted,
    lessons,
    misfit,
    explain,
  };
  return { status: 'examined', findings };
}

/** The verdict, or what comes again and changes it: then nothing is kept of the verdict, for of a long series two are too many. */
function judgeOnce(
  judge: (drawn: Reconstruction) => JudgedResiduals,
  reconstruction: Reconstruction,
  looksForHabits: boolean,
  grid: Grid,
  values: Float64Array,
  windowSize: number
): { judged: JudgedResiduals | null; again: readonly Recurrence[] } {
  const judged = judge(reconstruction);
  if (!looksForHabits) {
    return { judged, again: [] };
  }
  const sequences = bounded(judged.verdict.sequences, judged, grid, windowSize);
  const again = recurrences(sequences, judged.slots, grid, values, reconstruction.values, windowSize);
  return { judged: again.length === 0 ? judged : null, again };
}

/**
 * Sequences with the bounds that their residuals give them; flatlines keep their own.
 *
 * @param silent as {@link tightBounds}
 */
export function bounded(
  sequences: readonly ScoredRun[],
  { slots, residuals, verdict }: JudgedResiduals,
  grid: Grid,
  windowSize: number,
  silent?: Uint8Array | null
): ScoredRun[] {
  const [reach, within] = [SEARCHED_BEYOND * windowSize, MERGED_WITHIN * windowSize];
  return tightBounds(sequences, slots, grid, residuals, reach, within, verdict.flatlines, silent);
}

/** Whether a run shares a slot with a recurrence. */
function isOver({ start, end }: ScoredRun, { first, expected }: Recurrence, slots: Int32Array): boolean {
  return slots[start] < first + expected.length && first <= slots[end];
}

function checkpoint({ signal, onProgress, pause }: DetectOptions): Checkpoint {
  return async (done) => {
    onProgress?.(done);
    await pause?.();
    if (signal?.aborted) {
      throw new DetectionAborted();
    }
  };
}
