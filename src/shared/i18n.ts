import { t as translate } from '@grafana/i18n';
import { type Wording, worded } from './message';

/** i18next must not escape values, because React does. Otherwise a slash would appear as `&#x2F;`. */
const UNESCAPED = { interpolation: { escapeValue: false } };

/** Translates a text of the panel. Every sentence of the panel goes through here, with its English wording beside its key. */
export const t: typeof translate = (key, text, values) =>
  translate(key, text, values ? { ...values, ...UNESCAPED } : undefined);

/** A message of the worker, the model or the detector in the user's language. Quoted text stays untranslated. */
export const inWords = (wording: Wording): string => worded(wording, t);
