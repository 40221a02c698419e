import { t } from '../../shared/i18n';

/** The first name and the number of others: `cpu and 3 more`. */
export function namesText([first, ...others]: readonly string[]): string {
  return others.length === 0
    ? first
    : t('lookback.and-more', '{{name}} and {{more}} more', { name: first, more: others.length });
}
