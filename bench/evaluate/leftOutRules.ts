import type { Known, Studied } from '../../headless/judge';
import { partSeams } from '../../src/detector/changepoints/changePoints';
import { bounded } from '../../src/detector/pipeline';
import { leastBesideLeftOut } from '../../src/detector/labels/edgeGuard';
import type { Lessons } from '../../src/detector/labels/labelMask';
import { detectionOf, type Findings } from '../../src/detector/resultMapping';
import { quiet, silentSlots } from '../../src/detector/labels/suppress';
import type { Series } from '../../src/detector/series';
import { DETECTOR_BOUNDS } from '../../src/detector/settings';
import { standingOut } from '../../src/detector/threshold/standout';
import type { Interval, LabelledSeries } from './labelledSeries';

/** Points of most windows: what lies less than that away is beside. */
export const WINDOW = DETECTOR_BOUNDS.windowSize.default;

/** The detector, with or without marks. */
export type Ask = (series: Series, known?: Known) => Promise<Pick<Studied, 'findings'>>;

type Least = (findings: Findings, lessons: Lessons) => Float64Array;

/** What is believed beside time that was left out: all, what is twice the threshold, what the detector's rule lets. */
export const RULES = ['no rule', 'twice', 'the rule'] as const;
const LEAST: Record<(typeof RULES)[number], Least> = {
  'no rule': ({ judged }) => new Float64Array(judged.slots.length).fill(1),
  twice: ({ judged }, { besideLeftOut }) => Float64Array.from(judged.slots, (slot) => (besideLeftOut[slot] ? 2 : 1)),
  'the rule': ({ judged }, { besideLeftOut }) => leastBesideLeftOut(judged, besideLeftOut),
};

/** What is reported of a series. */
export async function reportedOf(series: LabelledSeries, ask: Ask): Promise<readonly Interval[]> {
  const { findings } = await ask(series);
  return findings ? detectionOf(findings).sequences : [];
}

/** What is reported of a series once stretches are left out, in order of {@link RULES}. */
export async function reportedWithout(
  series: LabelledSeries,
  stretches: readonly Interval[],
  ask: Ask
): Promise<ReadonlyArray<readonly Interval[]>> {
  const leftOut = stretches.map(({ start, end }) => ({ from: series.times[start], to: series.times[end] }));
  const { findings } = await ask(series, { teaching: { normal: [], falseAlarms: [], leftOut } });
  return RULES.map((rule) => (findings ? reportedBy(findings, LEAST[rule]) : []));
}

/** The same findings with another rule. */
function reportedBy(findings: Findings, leastOf: Least): readonly Interval[] {
  const { judged, grid, values, reconstruction, layout, lessons, trend } = findings;
  if (!lessons) {
    return detectionOf(findings).sequences;
  }
  const least = leastOf(findings, lessons);
  const { sequences, quieted } = quiet(judged, lessons, grid, values, reconstruction.values, least);
  const latents = { values: reconstruction.latents, size: reconstruction.latents.length / layout.starts.length };
  const silent = silentSlots(lessons, quieted);
  const { anomalies, seams } = partSeams(bounded(sequences, judged, grid, layout.size, silent), judged.slots, {
    values,
    layout,
    latents,
    steps: trend?.steps ?? [],
    overlaps: judged.overlaps,
  });
  return detectionOf({
    ...findings,
    anomalies: standingOut(anomalies, judged, silent, seams),
    seams,
    quieted,
  }).sequences;
}
