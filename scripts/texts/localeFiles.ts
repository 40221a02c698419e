import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Texts } from './extract';

/** i18next's format: keys with dots are nested objects. */
interface Nested {
  readonly [key: string]: string | Nested;
}

/** Languages of the panel besides English, whose texts are in the sources. */
export const TRANSLATIONS = ['ko-KR'] as const;

/**
 * The keys of a language, each with its English text. A text with a count has one form for each of the
 * language's plurals (Unicode's, as i18next names them): Korean has `_other` alone.
 */
export function neededTexts(english: Texts, language: string): Texts {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  return Object.fromEntries(
    Object.entries(english).flatMap(([key, text]) => {
      if (`${key.replace(/_one$/, '')}_other` in english) {
        return [];
      }
      const counted = key.endsWith('_other') ? key.replace(/_other$/, '') : null;
      return counted === null ? [[key, text]] : pluralCategories.map((form) => [`${counted}_${form}`, text]);
    })
  );
}

export function localeFile(root: string, language: string): string {
  return join(root, 'src/locales', language, 'residual-anomaly-panel.json');
}

/** @returns no texts if the file does not exist */
export function readLocale(root: string, language: string): Texts {
  const file = localeFile(root, language);
  return existsSync(file) ? flat(JSON.parse(readFileSync(file, 'utf8')) as Nested) : {};
}

export function flat(nested: Nested, prefix = ''): Record<string, string> {
  return Object.entries(nested).reduce<Record<string, string>>(
    (texts, [key, value]) => ({
      ...texts,
      ...(typeof value === 'string' ? { [prefix + key]: value } : flat(value, `${prefix}${key}.`)),
    }),
    {}
  );
}

/** @throws Error if one key is the beginning of another */
export function nested(texts: Texts): Nested {
  const root: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(texts)) {
    const path = key.split('.');
    let place = root;
    for (const part of path.slice(0, -1)) {
      const next = (place[part] ??= {});
      if (typeof next !== 'object' || next === null) {
        throw new Error(`${key}: ${part} is a text of its own.`);
      }
      place = next as Record<string, unknown>;
    }
    const last = path[path.length - 1];
    if (typeof place[last] === 'object') {
      throw new Error(`${key} is the beginning of other keys.`);
    }
    place[last] = text;
  }
  return root as Nested;
}
