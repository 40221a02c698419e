import type { Inspection, Moment } from '../../detector/inspection';
import { t } from '../../i18n';
import { factor } from './wording';

/** The distance at which windows of the series usually find what they recall; null where that is not known. */
export function usualDistance({ recalled }: Inspection): number | null {
  const known = recalled.find(({ distance, relativeDistance }) => distance > 0 && relativeDistance > 0);
  return known ? known.distance / known.relativeDistance : null;
}

/** A distance of latents in words, measured by the usual one; as it is where that is not known. */
export function nearnessText({ distance }: Moment, usual: number | null): string {
  if (usual === null || !(usual > 0)) {
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
