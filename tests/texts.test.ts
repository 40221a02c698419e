/** @jest-environment node */
import { resolve } from 'node:path';
import { extractTexts } from '../scripts/texts/extract';
import { TRANSLATIONS, flat, nested, readLocale } from '../scripts/texts/localeFiles';
import { readJson } from './provisioning/files';

const ROOT = resolve(__dirname, '..');
const { texts, faults } = extractTexts(ROOT);
const placeholders = (text: string) => [...text.matchAll(/\{\{[^}]*\}\}/g)].map(([place]) => place).sort();
/** Korean has one form for all counts. */
const needed = Object.keys(texts).filter((key) => !key.endsWith('_one'));

test('every text has one key and one wording', () => {
  expect(faults).toEqual([]);
  expect(needed.length).toBeGreaterThan(50);
});

test('the English file says what the sources say: npm run texts', () => {
  expect(readLocale(ROOT, 'en-US')).toEqual(texts);
});

test('the manifest names every language that there are texts in', () => {
  const { languages } = readJson<{ languages?: string[] }>('src/plugin.json');
  expect(languages).toEqual(['en-US', ...TRANSLATIONS]);
});

describe.each(TRANSLATIONS)('%s', (language) => {
  const translated = readLocale(ROOT, language);

  test('has every text and no other', () => {
    expect(Object.keys(translated).sort()).toEqual([...needed].sort());
  });

  test('keeps every value that a text is given', () => {
    const differing = needed.filter(
      (key) => translated[key] !== undefined && placeholders(translated[key]).join() !== placeholders(texts[key]).join()
    );
    expect(differing).toEqual([]);
  });

  test('leaves nothing in English but names and signs', () => {
    const same = needed.filter((key) => translated[key] === texts[key] && /[a-z]{3}.* [a-z]{3}/.test(texts[key]));
    expect(same).toEqual([]);
  });
});

test('keys go into a file and come out of it', () => {
  const some = { 'a.b': 'one', 'a.c.d': 'two', e: 'three' };
  expect(flat(nested(some))).toEqual(some);
  expect(() => nested({ a: 'one', 'a.b': 'two' })).toThrow('a is a text of its own');
});
