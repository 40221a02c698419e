import type { Page } from '@playwright/test';
import path from 'node:path';
import { serveSite } from '../../../tests/browser/worker/site';
import { launchBrowser } from '../browser';
import { type Findings, type Goal, type Quantity, type Section, quantity } from '../report';
import { ratioOf, spreadOf } from '../spread';
import type { PanelPage, Question, Timing, Workers } from './page';

declare const window: Window & { panelPage: PanelPage };

/** Series of 1,000 points, rounds. */
const PANELS: ReadonlyArray<readonly [number, number]> = [
  [1, 7],
  [20, 5],
  [200, 2],
];
const POINTS = 1_000;
const WORKERS = [1, 2, 4];
const WORKER_ROUNDS = 5;
const WORKER_SERIES = 20;
const REFRESH = { points: 2_000, newPoints: 5, rounds: 5, refreshes: 5 };
/** Of the browser's own reckoning of what blocks a page. */
const LONGEST_TASK_MS = 50;

/** The built plugin's workers behind the panel's client, in Chromium. */
export const panelSection: Section = {
  name: 'panel',
  title: "The panel's workers",
  needs: 'plugin',
  async run(say, quick) {
    const site = await serveSite(path.join(__dirname, 'page.ts'));
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(site.origin);
      return await measure(page, `${site.origin}/plugin/`, say, quick);
    } finally {
      await browser.close();
      await site.close();
    }
  },
};

async function measure(page: Page, assetsUrl: string, say: (line: string) => void, quick: boolean): Promise<Findings> {
  const firsts: number[] = [];
  for (let round = 0; round < 3; round++) {
    firsts.push(
      await page.evaluate(([url, points]) => window.panelPage.firstAnswer(url, points), [assetsUrl, POINTS] as const)
    );
  }
  let seed = 0;
  const ask = (question: Omit<Question, 'seed'>) =>
    page.evaluate((asked) => window.panelPage.ask(asked), { ...question, seed: ++seed });

  await open(page, assetsUrl, ['as panels']);
  const sizes: Array<readonly [number, Timing[]]> = [];
  for (const [series, rounds] of quick ? PANELS.slice(0, 2) : PANELS) {
    say(`${series} series`);
    const timings: Timing[] = [];
    for (let round = 0; round < (quick ? 1 : rounds); round++) {
      timings.push(await ask({ workers: 'as panels', series, points: POINTS }));
    }
    sizes.push([series, timings]);
  }

  say('refreshes');
  const refreshes: Array<{ full: number; refresh: number }> = [];
  for (let round = 0; round < (quick ? 1 : REFRESH.rounds); round++) {
    const question = { workers: 'as panels', series: 1, points: REFRESH.points } as const;
    const full = await ask(question);
    const later: number[] = [];
    for (let refresh = 1; refresh <= REFRESH.refreshes; refresh++) {
      const from = refresh * REFRESH.newPoints;
      later.push((await page.evaluate((asked) => window.panelPage.ask(asked), { ...question, seed, from })).wallMs);
    }
    refreshes.push({ full: full.wallMs, refresh: spreadOf(later).median });
  }

  say(`${WORKERS.join(', ')} workers`);
  await open(page, assetsUrl, WORKERS);
  const pools = new Map<number, number[]>(WORKERS.map((workers) => [workers, []]));
  for (let round = 0; round < (quick ? 1 : WORKER_ROUNDS); round++) {
    for (const workers of round % 2 === 0 ? WORKERS : [...WORKERS].reverse()) {
      pools.get(workers)?.push((await ask({ workers, series: WORKER_SERIES, points: POINTS })).wallMs);
    }
  }
  return findings(firsts, sizes, refreshes, pools);
}

/** @throws Error when a client has other than the workers it was to have */
async function open(page: Page, assetsUrl: string, workers: readonly Workers[]): Promise<void> {
  const before = page.workers().length;
  await page.evaluate(([url, asked]) => window.panelPage.open(url, asked), [assetsUrl, workers] as const);
  const expected = workers.reduce<number>((sum, most) => sum + (most === 'as panels' ? 0 : most), before);
  if (!workers.includes('as panels') && page.workers().length !== expected) {
    throw new Error(`There are ${page.workers().length} workers, not ${expected}.`);
  }
}

function findings(
  firsts: readonly number[],
  sizes: ReadonlyArray<readonly [number, readonly Timing[]]>,
  refreshes: ReadonlyArray<{ full: number; refresh: number }>,
  pools: ReadonlyMap<number, readonly number[]>
): Findings {
  const full = refreshes.map((one) => one.full);
  const refresh = refreshes.map((one) => one.refresh);
  const share = times(ratioOf(refresh, full));
  const one = pools.get(1) ?? [];
  const twenty = sizes.find(([series]) => series === WORKER_SERIES)?.[1] ?? [];
  const longest = quantity(
    twenty.map(({ longestTaskMs }) => longestTaskMs),
    'ms'
  );
  const gain = times(ratioOf(one, pools.get(2) ?? []));
  return {
    tables: [
      {
        title: `Series of ${POINTS.toLocaleString('en-US')} points from request to verdict, median (quartiles)`,
        columns: ['series', 'time', 'a series', 'longest task of the page', 'longest time between frames'],
        rows: [
          ['first verdict of a new client', quantity(firsts, 'ms'), null, null, null],
          ...sizes.map(([series, timings]) => [
            String(series),
            quantity(
              timings.map(({ wallMs }) => wallMs),
              'ms'
            ),
            quantity(
              timings.map(({ wallMs }) => wallMs / series),
              'ms'
            ),
            quantity(
              timings.map(({ longestTaskMs }) => longestTaskMs),
              'ms'
            ),
            quantity(
              timings.map(({ longestFrameMs }) => longestFrameMs),
              'ms'
            ),
          ]),
        ],
        notes: [
          `Engine: ${twenty[0]?.backend}; as many workers as a panel takes here. Only tasks over ${LONGEST_TASK_MS} ms count as tasks; 0 is none.`,
        ],
      },
      {
        title: `A series of ${REFRESH.points.toLocaleString('en-US')} points, and again with ${REFRESH.newPoints} new ones`,
        columns: ['full', 'refresh', 'refresh ÷ full'],
        rows: [[quantity(full, 'ms'), quantity(refresh, 'ms'), share]],
      },
      {
        title: `${WORKER_SERIES} series of ${POINTS.toLocaleString('en-US')} points`,
        columns: ['workers', 'time', 'one worker ÷ this'],
        rows: [...pools].map(([workers, milliseconds]) => [
          String(workers),
          quantity(milliseconds, 'ms'),
          times(ratioOf(one, milliseconds)),
        ]),
      },
    ],
    goals: goals(share, gain, longest),
  };
}

function goals(share: Quantity, gain: Quantity, longest: Quantity | null): Goal[] {
  return [
    {
      claim: `a refresh of ${REFRESH.newPoints} points against a full run`,
      target: '≤ 0.1×',
      found: share,
      met: share.median <= 0.1,
    },
    { claim: 'two workers against one', target: '≥ 1.7×', found: gain, met: gain.median >= 1.7 },
    {
      claim: `longest task of the page with ${WORKER_SERIES} series`,
      target: `≤ ${LONGEST_TASK_MS} ms`,
      found: longest,
      met: longest !== null && longest.high <= LONGEST_TASK_MS,
    },
  ];
}

function times(spread: Omit<Quantity, 'unit'>): Quantity {
  return { ...spread, unit: 'times' };
}
