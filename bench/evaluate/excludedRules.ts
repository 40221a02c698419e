import type { LabelsAndMemory, Studied } from '../../headless/judge';
import { separateChangePoints } from '../../src/detector/changepoints/changePoints';
import { boundIntervals } from '../../src/detector/threshold/bounds';
import { edgeGuard, suppress, suppressedSlots } from '../../src/detector/labels/suppress';
import type { LabelMask } from '../../src/detector/labels/labelMask';
import { detectionOf } from '../../src/detector/resultMapping';
import type { PipelineState } from '../../src/detector/state';
import type { Series } from '../../src/detector/series';
import { DETECTOR_BOUNDS } from '../../src/detector/settings';
import { standingOut } from '../../src/detector/threshold/standout';
import { type PointRun, type LabelledSeries, pointsOf } from './labelledSeries';

/** Points of most windows: what lies less than that away is beside. */
export const WINDOW = DETECTOR_BOUNDS.windowSize.default;

/** The detector, with or without marks. */
export type Ask = (series: Series, known?: LabelsAndMemory) => Promise<Pick<Studied, 'state'>>;

type Least = (findings: PipelineState, labels: LabelMask) => Float64Array;

/** What is believed beside time that was left out: all, what is twice the threshold, what the detector's rule lets. */
export const RULES = ['no guard', 'twice', 'guard'] as const;
const LEAST: Record<(typeof RULES)[number], Least> = {
  'no guard': ({ judged }) => new Float64Array(judged.smoothed.length).fill(1),
  twice: (_, { besideExcluded }) => Float64Array.from(besideExcluded, (beside) => (beside ? 2 : 1)),
  guard: ({ judged }, { besideExcluded }) => edgeGuard(judged, besideExcluded),
};

/** What is reported of a series. */
export async function reportedOf(series: LabelledSeries, ask: Ask): Promise<readonly PointRun[]> {
  const { state } = await ask(series);
  return state ? reportedBy(state) : [];
}

/** What is reported of a series once stretches are left out, in order of {@link RULES}. */
export async function reportedWithout(
  series: LabelledSeries,
  stretches: readonly PointRun[],
  ask: Ask
): Promise<ReadonlyArray<readonly PointRun[]>> {
  const excluded = stretches.map(({ start, end }) => ({ from: series.times[start], to: series.times[end] }));
  const { state } = await ask(series, { labels: { normal: [], falseAlarms: [], excluded } });
  return RULES.map((rule) => (state ? reportedBy(withRule(state, LEAST[rule])) : []));
}

function reportedBy(state: PipelineState): PointRun[] {
  return pointsOf(state.series, detectionOf(state).sequences);
}

/** The same findings with another rule. */
function withRule(findings: PipelineState, leastOf: Least): PipelineState {
  const { judged, grid, values, reconstruction, layout, labels, trend } = findings;
  if (!labels) {
    return findings;
  }
  const least = leastOf(findings, labels);
  const { sequences, suppressed } = suppress(judged, labels, grid, values, reconstruction.values, least);
  const latents = { values: reconstruction.latents, size: reconstruction.latents.length / layout.starts.length };
  const unreportable = suppressedSlots(labels, suppressed);
  const { anomalies, changePoints } = separateChangePoints(
    boundIntervals(sequences, judged, grid, layout.size, unreportable),
    judged.slots,
    {
      values,
      layout,
      latents,
      steps: trend?.steps ?? [],
      boundaries: judged.boundaries,
    }
  );
  return {
    ...findings,
    anomalies: standingOut(anomalies, judged, unreportable, changePoints, findings.scored?.agreed),
    changePoints,
    suppressed,
  };
}
