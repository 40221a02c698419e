/** @jest-environment node */
import { verdictOn } from '../bench/everyday/verdict';
import { drawFrom } from '../bench/suite/draw';
import { type Judge, openJudge } from '../headless/judge';
import type { Outcome } from '../src/detector/detection';
import { DEFAULT_DETECTOR_SETTINGS } from '../src/detector/settings';
import type { Labels } from '../src/detector/labels/labels';
import { PAGES } from './docs/pages';
import type { Judged } from './promises/judged';
import { PROMISES } from './promises/promises';
import { runs } from './runs';

jest.setTimeout(300_000);

const SEED = 1;

let judge: Judge['judge'];

beforeAll(async () => {
  ({ judge } = await openJudge({ backend: 'wasm' }));
});

describe.each(PROMISES)('$page: “$sentence”', ({ page, sentence, series }) => {
  it('stands in the page', () => {
    expect((PAGES.get(page) ?? '').replaceAll(/\s+/g, ' ').includes(sentence)).toBe(true);
  });

  it('is kept', async () => {
    for (const one of series(drawFrom(SEED)).slice(0, runs(1, Infinity))) {
      const settings = { ...DEFAULT_DETECTOR_SETTINGS, ...one.settings };
      expect(faultOf(one, await judge(one, settings, { labels: teachingOf(one) }))).toBe('');
    }
  });
});

/** What is wrong with the verdict; empty if nothing is. */
function faultOf({ right, times }: Judged, outcome: Outcome): string {
  if (right.kind !== 'not judged') {
    return verdictOn({ expectation: right, times }, outcome).why;
  }
  return outcome.status === 'skipped' && outcome.reason === right.reason
    ? ''
    : `${outcome.status}: not ${right.reason}`;
}

function teachingOf({ times, mark }: Judged): Labels {
  const said: Labels = { normal: [], excluded: [], falseAlarms: [] };
  return mark ? { ...said, [mark.kind]: [{ from: times[mark.start], to: times[mark.end] }] } : said;
}
