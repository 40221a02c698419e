import type { Autoencoder } from './autoencoder';
import type { Outcome } from './detection';
import type { DetectOptions } from './options';
import { run } from './pipeline';
import { detectionOf } from './resultMapping';
import type { Series } from './series';
import type { DetectorSettings } from './settings';

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
