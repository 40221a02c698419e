/** @jest-environment node */
import { PAGES } from './docs/pages';
import { RETIRED_NAMES, RETIRED_WORDS, STILL_USED, hasName, proseOf, sourceNames } from './docs/retiredWords';

/** Pages that are written for readers now; a changelog tells what was. */
const pages = [...PAGES].filter(([path]) => /^(?:docs\/|README|CONTRIBUTING|src\/README)/.test(path));

describe.each(pages)('%s', (_, text) => {
  test('has no word that the project no longer uses', () => {
    const found = RETIRED_WORDS.flatMap(({ retired, inUse }) => {
      const [word] = retired.exec(proseOf(text)) ?? [];
      return word === undefined ? [] : [`${word} → ${inUse}`];
    });
    expect(found).toEqual([]);
  });
});

describe('names in source', () => {
  const names = [...sourceNames()];
  const used = Object.keys(RETIRED_NAMES).filter((retired) => names.some((name) => hasName(name, retired)));

  test('that are retired are no more than those still to be replaced', () => {
    expect(used.filter((retired) => !STILL_USED.includes(retired))).toEqual([]);
  });

  test('that are gone are taken out of the list of those still to be replaced', () => {
    expect(STILL_USED.filter((retired) => !used.includes(retired))).toEqual([]);
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
