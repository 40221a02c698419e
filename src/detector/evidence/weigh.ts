import type { WindowsInScale } from '../memory/warmMemory';
import type { Checkpoint } from '../reconstruct/network';
import type { DetectorSettings, ThresholdSettings } from '../settings';
import { searchAgreement, type Agreement, type Judged } from './agreement';
import { evidenceOf, type Evidence } from './evidence';

/** Evidence, and what is found by it beside the error. */
export type Weighed = Evidence & Agreement;

/**
 * Weighs reconstruction error and distances, and searches for sequences in which both are high.
 *
 * @param remembered windows of other times, in the series' scale
 * @throws what the checkpoint throws
 */
export async function weigh(
  series: Judged,
  remembered: WindowsInScale | null,
  settings: DetectorSettings,
  threshold: ThresholdSettings,
  checkpoint: Checkpoint
): Promise<Weighed> {
  const { grid, values, layout, judged } = series;
  const { smoothed, slots } = judged;
  const evidence = await evidenceOf({ grid, values, smoothed, slots }, remembered, layout.size, checkpoint);
  return { ...evidence, ...searchAgreement(evidence, series, settings, threshold) };
}
