import type { Autoencoder } from './autoencoder';
import type { Outcome } from './detection';
import type { DetectOptions } from './options';
import { run } from './pipeline';
import { detectionOf } from './resultMapping';
import type { Series } from './series';
import type { DetectorSettings } from './settings';

/**
 * Judges one series and puts the verdict on its points, in its own unit (docs/detector.md).
 *
 * @throws as {@link run}
 */
export async function detect(
  series: Series,
  autoencoder: Autoencoder,
  settings: DetectorSettings,
  options: DetectOptions = {}
): Promise<Outcome> {
  const judged = await run(series, autoencoder, settings, options);
  return judged.status === 'judged' ? { status: 'detected', detection: detectionOf(judged.state) } : judged;
}
