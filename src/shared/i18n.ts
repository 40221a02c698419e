import { t as translate } from '@grafana/i18n';
import { type Wording, worded } from './message';

/** React escapes what it shows. i18next would too, and names and units would stand there with `&#x2F;` for a slash. */
const AS_THEY_ARE = { interpolation: { escapeValue: false } };

/** The panel's texts: every sentence a person reads comes through here, with its English wording beside its key. */
export const t: typeof translate = (key, text, values) =>
  translate(key, text, values ? { ...values, ...AS_THEY_ARE } : undefined);

/** What the worker, the model or the detector said, in the person's language; what they quote stays as it is. */
export const inWords = (said: Wording): string => worded(said, t);
