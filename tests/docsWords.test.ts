/** @jest-environment node */
import { PAGES } from './docs/pages';
import {
  RETIRED_NAMES,
  RETIRED_ON_SCREEN,
  RETIRED_WORDS,
  type RetiredWord,
  hasName,
  proseOf,
  sourceNames,
} from './docs/retiredWords';
import { readJson } from './provisioning/files';

/** Pages that are written for readers now; a changelog tells what was. */
const pages = [...PAGES].filter(([path]) => /^(?:docs\/|README|CONTRIBUTING|src\/README)/.test(path));

describe.each(pages)('%s', (_, text) => {
  test('has no word that the project no longer uses', () => {
    expect(retiredIn(proseOf(text), RETIRED_WORDS)).toEqual([]);
  });
});

describe('texts on screen', () => {
  type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;
  const rooms = readJson<Texts>('src/locales/en-US/residual-anomaly-panel.json');
  // Names in braces and the tags of annotations are no words.
  const words = (text: string) => text.replaceAll(/\{\{\w+\}\}|residual:[\w-]+/g, '');

  test('have no word that the project no longer uses', () => {
    const found = Object.entries(rooms).flatMap(([room, texts]) =>
      Object.entries(texts).flatMap(([key, text]) =>
        retiredIn(words(text), RETIRED_ON_SCREEN).map((fault) => `${room}.${key}: ${fault}`)
      )
    );
    expect(found).toEqual([]);
  });

  test('are searched as words: a tag and a name in braces pass, a sentence with a retired word does not', () => {
    expect(retiredIn(words('Ignored without residual:left-out: {{marks}}'), RETIRED_ON_SCREEN)).toEqual([]);
    expect(retiredIn(words('Left out by {{name}}: the mark says so.'), RETIRED_ON_SCREEN)).toEqual([
      'Left out → excluded',
      'says → message, or the fact itself',
      'mark → label',
    ]);
  });

  test('have no sentence of more than twenty-five words', () => {
    const long = Object.entries(rooms).flatMap(([room, texts]) =>
      Object.entries(texts).flatMap(([key, text]) =>
        text.split(/(?<=[.?!])\s/).some((sentence) => sentence.split(/\s+/).length > 25) ? [`${room}.${key}`] : []
      )
    );
    expect(long).toEqual([]);
  });
});

describe('names in source', () => {
  const names = [...sourceNames()];
  const used = Object.keys(RETIRED_NAMES).filter((retired) => names.some((name) => hasName(name, retired)));

  test('are none that the project no longer uses', () => {
    expect(used).toEqual([]);
  });

  test('are found in files and exports, as whole words, and ordinary words only where they stand alone', () => {
    expect(names).toEqual(expect.arrayContaining(['Detection', 'threshold', 'detect', 'DEFAULT_DETECTOR_SETTINGS']));
    expect(hasName('useIsSeen', 'isSeen')).toBe(true);
    expect(hasName('TURNSTILE_LIMIT', 'turnstile')).toBe(true);
    expect(hasName('Drawing', 'drawing')).toBe(true);
    expect(hasName('drawingOrder', 'drawing')).toBe(false);
    expect(hasName('essayings', 'saying')).toBe(false);
  });
});

test('code, quotes of the panel and addresses are no prose', () => {
  const page = 'See `saying.ts` and *Left out* in [the list](teaching.md).\n\n    const seam = 1\n';
  expect(proseOf(page)).not.toMatch(/saying|left out|teaching|seam/i);
  expect(proseOf('A **quieted** report, told by `code`.')).toContain('quieted');
});

test('the README, the glossary and the decisions stay short', () => {
  const text = (path: string) => PAGES.get(path) ?? '';
  expect(text('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(120);
  const terms = text('docs/glossary.md').match(/^- \*\*/gm) ?? [];
  expect(terms.length).toBeGreaterThan(30);
  expect(terms.length).toBeLessThanOrEqual(40);
  const long = pages
    .filter(([path, page]) => path.startsWith('docs/decisions/') && page.trim().split(/\s+/).length > 350)
    .map(([path]) => path);
  expect(long).toEqual([]);
});

function retiredIn(text: string, words: readonly RetiredWord[]): string[] {
  return words.flatMap(({ retired, inUse }) => {
    const [word] = retired.exec(text) ?? [];
    return word === undefined ? [] : [`${word} → ${inUse}`];
  });
}
