import type { Inspection, Moment } from '../../detector/explain/inspection';
import { t } from '../../shared/i18n';
import { factor } from './wording';

/** Describes a latent distance relative to the usual one, or as a number if that is unknown. */
export function distanceText(
  { distance }: Moment,
  { usualDistance: usual }: Pick<Inspection, 'usualDistance'>
): string {
  if (usual === undefined || !(usual > 0)) {
    return t('inspector.distance', 'Distance {{distance}}', { distance: Number(distance.toPrecision(2)) });
  }
  const times = distance / usual;
  const shown = { times: factor(times) };
  if (times < 0.75) {
    return t('inspector.very-alike', 'Very alike: {{times}} × the usual distance', shown);
  }
  if (times < 1.5) {
    return t('inspector.alike', 'Alike: {{times}} × the usual distance', shown);
  }
  if (times < 3) {
    return t('inspector.somewhat-alike', 'Somewhat alike: {{times}} × the usual distance', shown);
  }
  return t('inspector.unlike', 'Unlike: {{times}} × the usual distance', shown);
}
