import type { ReportRules } from '../../detector/report/report';
import type { Assessment } from '../../detector/report/severity';
import { t } from '../../shared/i18n';
import type { Wording } from './wording';

/** Says which report rule of the panel holds a sequence back; null if it passes all of them. */
export function heldBack(found: Assessment, rules: ReportRules, { apart }: Wording): string | null {
  if (rules.direction !== 'both' && found.direction !== rules.direction) {
    return rules.direction === 'above'
      ? t('inspector.held-below', 'It lies below what was expected, and this panel reports what lies above.')
      : t('inspector.held-above', 'It lies above what was expected, and this panel reports what lies below.');
  }
  if (found.deviation < rules.leastDeviation) {
    const [deviation, least] = apart(found.deviation, rules.leastDeviation);
    return t('inspector.held-deviation', 'It deviates by {{deviation}}; this panel reports from {{least}} on.', {
      deviation,
      least,
    });
  }
  if (found.points < rules.leastLength) {
    return t('inspector.held-length', 'It has {{points}} points; this panel reports from {{least}} on.', {
      points: found.points,
      least: rules.leastLength,
    });
  }
  if (found.persistence < rules.persistence) {
    return t(
      'inspector.held-persistence',
      'The interval passes its threshold for {{points}} points in a row; this panel reports from {{least}} on.',
      { points: found.persistence, least: rules.persistence }
    );
  }
  return null;
}
