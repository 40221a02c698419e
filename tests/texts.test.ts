/** @jest-environment node */
import { resolve } from 'node:path';
import { bareTexts, bareTextsIn } from './texts/bareTexts';
import { extractTexts } from '../scripts/texts/extract';
import { TRANSLATIONS, flat, neededTexts, nested, readLocale } from '../scripts/texts/localeFiles';
import { readJson } from './provisioning/files';

const ROOT = resolve(__dirname, '..');
const { texts, faults } = extractTexts(ROOT);
const placeholders = (text: string) => (text.match(/\{\{[^}]*\}\}/g) ?? []).sort();

test('every text has one key and one wording', () => {
  expect(faults).toEqual([]);
  expect(Object.keys(texts).length).toBeGreaterThan(400);
});

/** What may stand in the code as it is, and why. */
const UNTRANSLATED: ReadonlyArray<readonly [why: string, text: RegExp]> = [
  ['a unit', /^… ms$/],
  ['a position in CSS', /^max\(…px/],
  ['what dashboards of before still have', /^Peak error$/],
  ['a word of exported files, which are alike in every language', /^change point$/],
];

test('everything that a person reads goes through t()', () => {
  const bare = bareTexts(ROOT);
  const left = bare.filter(({ text }) => !UNTRANSLATED.some(([, known]) => known.test(text)));
  expect(left.map(({ file, line, text }) => `${file}:${line}: ${text}`)).toEqual([]);
  const needless = UNTRANSLATED.filter(([, known]) => !bare.some(({ text }) => known.test(text)));
  expect(needless).toEqual([]);
});

test('a sentence, a label and a piece of JSX are found where they stand, and names of fields are not', () => {
  const found = bareTextsIn(
    'Sample.tsx',
    `const a = <b title="Close">Stop now<i style={{ font: 'bold italic' }}>{t('a.key', 'Said in all languages')}</i></b>;
     const c = { label: 'Fixed', id: 'lineStyle', unit: \`\${n} of \${m}\`, icon: 'info-circle' };
     throw new Error('A fault of ours.');`
  );
  expect(found.map(({ text }) => text)).toEqual(['Close', 'Stop now', 'Fixed', '… of …']);
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
  const english = neededTexts(texts, language);
  const needed = Object.keys(english);

  test('has every text and no other', () => {
    expect(Object.keys(translated).sort()).toEqual(needed.sort());
  });

  test('keeps every value that a text is given', () => {
    const differing = needed.filter(
      (key) =>
        translated[key] !== undefined && placeholders(translated[key]).join() !== placeholders(english[key]).join()
    );
    expect(differing).toEqual([]);
  });

  test('leaves nothing in English but names and signs', () => {
    const same = needed.filter((key) => translated[key] === english[key] && /[a-z]{3}.* [a-z]{3}/.test(english[key]));
    expect(same).toEqual([]);
  });
});

test('a text with a count has as many forms as the language has plurals', () => {
  const english = { title: 'Marks', marks_one: '{{count}} mark', marks_other: '{{count}} marks' };
  const keys = (language: string) => Object.keys(neededTexts(english, language)).sort();
  expect(keys('ko-KR')).toEqual(['marks_other', 'title']);
  expect(keys('de-DE')).toEqual(['marks_one', 'marks_other', 'title']);
  expect(keys('pl-PL')).toEqual(['marks_few', 'marks_many', 'marks_one', 'marks_other', 'title']);
});

test('keys go into a file and come out of it', () => {
  const some = { 'a.b': 'one', 'a.c.d': 'two', e: 'three' };
  expect(flat(nested(some))).toEqual(some);
  expect(() => nested({ a: 'one', 'a.b': 'two' })).toThrow('a is a text of its own');
});
