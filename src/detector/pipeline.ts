import type { Autoencoder } from './autoencoder';
import type { Outcome, Skipped } from './detection';
import { type DetectOptions, checkpoint } from './options';
import { detectionOf } from './resultMapping';
import type { Series } from './series';
import { type DetectorSettings, DEFAULT_METHOD } from './settings';
import { separateChangePoints } from './changepoints/changePoints';
import { withAgreed } from './evidence/agreement';
import { drawnScore, standingOutByScore } from './evidence/drawnScore';
import { weigh } from './evidence/weigh';
import { gridAndScale } from './grid/gridAndScale';
import type { Slot } from './grid/slot';
import { isCovered, layOutWindows } from './grid/windows';
import { withoutExcluded, layOutLabels } from './labels/labelMask';
import { isEmpty } from './labels/labels';
import { suppress, suppressedSlots } from './labels/suppress';
import { inScale } from './memory/warmMemory';
import { judgeWithRecurrences } from './reconstruct/recurrence';
import { reconstruct, type Reconstruction } from './reconstruct/reconstruct';
import type { PipelineState } from './state';
import { boundIntervals } from './threshold/bounds';
import { standingOut } from './threshold/standout';
import { judgeResiduals } from './threshold/threshold';

/**
 * Judges one series. The verdict has one entry per point, in the series' own unit (docs/detector.md).
 *
 * @throws what {@link run} throws
 */
export async function detect(
  series: Series,
  autoencoder: Autoencoder,
  settings: DetectorSettings,
  options: DetectOptions = {}
): Promise<Outcome> {
  const result = await run(series, autoencoder, settings, options);
  return result.status === 'judged' ? { status: 'detected', detection: detectionOf(result.state) } : result;
}

/** The pipeline's state after a series was judged, or why it was not judged. */
export type Run = { readonly status: 'judged'; readonly state: PipelineState } | Skipped;

/** Share of the progress that the network takes; the distances of windows take the rest. */
const NETWORK_SHARE = 0.8;

/**
 * The detector from top to bottom. Everything is on the series' own grid and in scaled units; `resultMapping.ts` maps it
 * back. The model fixes the window size, so the caller chooses the size before it opens a model (windowChoice.ts).
 *
 * @throws DetectionAborted if `signal` was aborted
 * @throws RangeError if times and values differ in length, the span is below 1, or the model takes windows of another size
 *   than the settings say
 * @throws DetectorError if the model answers with anything but finite numbers of the right shape
 */
export async function run(
  series: Series,
  autoencoder: Autoencoder,
  settings: DetectorSettings,
  options: DetectOptions = {}
): Promise<Run> {
  checkArguments(series, autoencoder, settings);
  const { windowSize, latentSize } = autoencoder;
  const method = settings.method ?? DEFAULT_METHOD;
  const recall = settings.memory ? method.recall : null;

  const labels = options.labels && !isEmpty(options.labels) ? options.labels : null;
  const remaining = labels && withoutExcluded(series, labels.excluded);

  const onGrid = gridAndScale(remaining?.series ?? series, windowSize, options.remembered);
  if (onGrid.status === 'skipped') {
    const isExcluded = onGrid.reason !== 'constant' && onGrid.reason !== 'too-sparse' && remaining?.removed.includes(1);
    return isExcluded ? { ...onGrid, reason: 'left-out' } : onGrid;
  }
  const { grid, trend, scale, unclipped, clipped: values, memoryMismatch } = onGrid;
  const layout = layOutWindows(grid.segments, windowSize, options.leastStride);
  const mask = labels && remaining && layOutLabels(series, grid, layout, labels, remaining);
  const remembered = onGrid.remembered && inScale(onGrid.remembered, scale);

  const hasDistances = recall !== null && settings.evidence === 'all' && method.threshold.errorWindow === 'whole';
  const ofNetwork = hasDistances ? NETWORK_SHARE : 1;
  const tick = checkpoint(options);
  const network = await reconstruct(values, layout, autoencoder, {
    recall,
    checkpoint: (done) => tick(ofNetwork * done),
    labels: mask,
    remembered,
  });
  const judge = (one: Reconstruction) => judgeResiduals(onGrid, layout, one, settings, method.threshold);
  const { reconstruction, judged: judgedByError } = recall
    ? judgeWithRecurrences(judge, network, grid, unclipped, windowSize)
    : { reconstruction: network, judged: judge(network) };
  const weighed = hasDistances
    ? await weigh(
        { grid, layout, values: unclipped, reconstruction, judged: judgedByError },
        remembered,
        settings,
        method.threshold,
        (done) => tick(ofNetwork + (1 - ofNetwork) * done)
      )
    : null;
  const judged = weighed ? withAgreed(judgedByError, weighed) : judgedByError;

  const { sequences, suppressed } = suppress(judged, mask, grid, values, reconstruction.values);
  const unreportable = mask && suppressedSlots(mask, suppressed);
  const intervals = boundIntervals(sequences, judged, grid, windowSize, unreportable);
  const { anomalies: candidates, changePoints } = method.changePoints
    ? separateChangePoints(intervals, judged.slots, {
        values,
        layout,
        latents: { values: reconstruction.latents, size: latentSize },
        steps: trend?.steps ?? [],
        boundaries: judged.boundaries,
      })
    : { anomalies: intervals, changePoints: [] };
  const counts = (slot: Slot) => unreportable?.[slot] !== 1 && isCovered(reconstruction.coverage[slot], layout);
  const standing = standingOut(candidates, judged, unreportable, changePoints, weighed?.further);
  const anomalies = weighed ? standingOutByScore(standing, weighed, judged, changePoints, counts) : standing;
  const scored = weighed && drawnScore(weighed, judgedByError, [...anomalies, ...changePoints], counts);
  options.onProgress?.(1);

  const found = { judged, scored, anomalies, changePoints, suppressed, labels: mask, memoryMismatch };
  const explain = options.explain ?? false;
  return {
    status: 'judged',
    state: { series, settings, grid, scale, trend, values, layout, reconstruction, ...found, explain },
  };
}

function checkArguments({ times, values }: Series, { windowSize }: Autoencoder, settings: DetectorSettings): void {
  if (times.length !== values.length) {
    throw new RangeError(`A series has ${times.length} times but ${values.length} values.`);
  }
  if (settings.windowSize !== 'auto' && settings.windowSize !== windowSize) {
    throw new RangeError(`The model takes windows of ${windowSize} points, the settings say ${settings.windowSize}.`);
  }
  if (!(settings.span >= 1)) {
    throw new RangeError(`A smoothing span is at least 1 point, not ${settings.span}.`);
  }
}
