import type { Browser, Page } from '@playwright/test';
import { build } from 'esbuild';
import path from 'node:path';
import type { GlCounts } from '../../tests/browser/webgl/glCounter';
import type { NetworkName, WebglPage } from '../../tests/browser/webgl/page';
import { launchBrowser } from './browser';
import { bundledModelFiles } from './bundledModel';
import { type Cell, type Goal, type Quantity, type Section, quantity, single } from './report';
import { ratioOf } from './spread';

declare const window: Window & { webglPage: WebglPage };

const PAGE = path.resolve(__dirname, '../../tests/browser/webgl/page.ts');
const RIVALS: readonly NetworkName[] = ['layers', 'program'];
/** Windows, points, rounds. */
const SIZES: ReadonlyArray<readonly [number, number, number]> = [
  [16, 32, 7],
  [16, 64, 7],
  [16, 128, 5],
  [256, 64, 3],
  [2048, 64, 1],
];
const TYPICAL = '16 × 64';
const FIRST_CALLS = 3;

/** In Chromium, whose WebGL is emulated: tf.layers' kernels against the plugin's own program. */
export const webglSection: Section = {
  name: 'webgl',
  title: 'The engine on WebGL',
  needs: 'browser',
  async run(say, quick) {
    const script = await bundled(PAGE);
    const files = await bundledModelFiles();
    const calls = quick ? 1 : FIRST_CALLS;
    const firstCalls = new Map<NetworkName, number[]>(RIVALS.map((name) => [name, []]));
    for (let round = 0; round < calls; round++) {
      say(`first call, ${round + 1} of ${calls}`);
      for (const name of RIVALS) {
        // A browser of its own, for a second page would find the first one's programs compiled.
        await withPage(script, files, async (page) => firstCalls.get(name)?.push(await firstCall(page, name)));
      }
    }
    return withPage(script, files, async (page) => {
      const renderer = await rendererOf(page);
      await page.evaluate((names) => window.webglPage.build(...names), RIVALS);
      const costs: GlCounts[] = [];
      for (const name of RIVALS) {
        // The first run brings the weights to the card.
        await page.evaluate((asked) => window.webglPage.cost(asked, 16, 64), name);
        costs.push(await page.evaluate((asked) => window.webglPage.cost(asked, 16, 64), name));
      }
      const rows: Cell[][] = [];
      const gains = new Map<string, Quantity>();
      for (const [count, windowSize, rounds] of quick ? SIZES.slice(0, 1) : SIZES) {
        const size = `${count} × ${windowSize}`;
        say(`${size} windows × points`);
        const [layers, program] = await page.evaluate(
          ([names, many, points, times]) => window.webglPage.race(names, many, points, times),
          [[...RIVALS], count, windowSize, rounds] as const
        );
        const gain: Quantity = { ...ratioOf(layers, program), unit: 'times' };
        gains.set(size, gain);
        rows.push([size, quantity(layers, 'ms'), quantity(program, 'ms'), gain]);
      }
      const [layersFirst, programFirst] = RIVALS.map((name) => firstCalls.get(name) ?? []);
      const firstGain: Quantity = { ...ratioOf(layersFirst, programFirst), unit: 'times' };
      return {
        tables: [
          {
            title: `Encoding and decoding in Chromium, median (quartiles)`,
            columns: ['windows × points', 'tf.layers', 'own program', 'layers ÷ own'],
            rows: [
              ['first call, 16 × 64', quantity(layersFirst, 'ms'), quantity(programFirst, 'ms'), firstGain],
              ...rows,
              ['draw calls, 16 × 64', ...costs.map(({ draws }) => single(draws, 'count')), null],
              ['distinct programs', ...costs.map(({ programs }) => single(programs, 'count')), null],
            ],
            notes: [`Renderer: ${renderer}. The first call includes building the network, with empty caches.`],
          },
        ],
        goals: goals(costs[RIVALS.indexOf('program')], gains.get(TYPICAL) ?? null),
      };
    });
  },
};

function goals({ draws, programs }: { draws: number; programs: number }, gain: Quantity | null): Goal[] {
  return [
    {
      claim: 'draw calls a reconstruction at 64 steps',
      target: '≤ 320',
      found: single(draws, 'count'),
      met: draws <= 320,
    },
    { claim: 'distinct programs', target: '≤ 12', found: single(programs, 'count'), met: programs <= 12 },
    {
      claim: `own program against tf.layers, ${TYPICAL}, software renderer`,
      target: '≥ 2×',
      found: gain,
      met: (gain?.median ?? 0) >= 2,
    },
  ];
}

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'iife', write: false });
  return outputFiles[0].text;
}

async function withPage<Result>(
  script: string,
  files: Record<string, string>,
  body: (page: Page) => Promise<Result>
): Promise<Result> {
  const browser: Browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: script });
    await page.evaluate((model) => window.webglPage.load(model), files);
    return await body(page);
  } finally {
    await browser.close();
  }
}

/** Milliseconds from a network's building to its first answer. */
function firstCall(page: Page, name: NetworkName): Promise<number> {
  return page.evaluate(async (asked) => {
    const begin = performance.now();
    await window.webglPage.build(asked);
    await window.webglPage.cost(asked, 16, 64);
    return performance.now() - begin;
  }, name);
}

function rendererOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    const info = gl?.getExtension('WEBGL_debug_renderer_info');
    return gl && info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : 'unknown';
  });
}
