import type { ReportRules } from '../../detector/report/report';
import type { Assessment } from '../../detector/report/severity';
import { t } from '../../shared/i18n';
import type { Wording } from './wording';

/** Says which report rule of the panel holds a sequence back; null if it passes all of them. */
export function heldBack(found: Assessment, rules: ReportRules, { apart }: Wording): string | null {
  if (rules.direction !== 'both' && found.direction !== rules.direction) {
    return rules.direction === 'above'
      ? t('inspector.held-below', 'It lies below the expected values; this panel reports only what lies above them.')
      : t('inspector.held-above', 'It lies above the expected values; this panel reports only what lies below them.');
  }
  if (found.deviation < rules.leastDeviation) {
    const [deviation, least] = apart(found.deviation, rules.leastDeviation);
    return t(
      'inspector.held-deviation',
      'It deviates by {{deviation}}; this panel reports deviations of at least {{least}}.',
      {
        deviation,
        least,
      }
    );
  }
  if (found.points < rules.leastLength) {
    return t('inspector.held-length', 'It has {{points}} points; this panel reports anomalies of at least {{least}}.', {
      points: found.points,
      least: rules.leastLength,
    });
  }
  if (found.persistence < rules.persistence) {
    return t(
      'inspector.held-persistence',
      'The error passes its threshold for {{points}} points in a row; this panel requires at least {{least}}.',
      { points: found.persistence, least: rules.persistence }
    );
  }
  return null;
}
