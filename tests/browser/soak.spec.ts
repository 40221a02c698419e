import { type Page, expect, test } from '@playwright/test';
import path from 'node:path';
import { type Heap, type Holdings, HoldingsWatch } from './soak/holdings';
import type { SoakPage } from './soak/page';
import { type Site, serveSite } from './worker/site';

declare const window: Window & { soakPage: SoakPage };

/** Bytes of objects that may be there more: 500 refreshes that left half a kilobyte each would show. */
const MORE_OBJECTS = 256 * 1024;
/** Bytes of arrays that may be there more: what is remembered grows and shrinks by a generation. */
const MORE_ARRAYS = 512 * 1024;

let site: Site;
test.beforeAll(async () => {
  site = await serveSite(path.join(__dirname, 'soak/page.ts'));
});
test.afterAll(() => site.close());

async function open(page: Page, preference?: 'webgl'): Promise<HoldingsWatch> {
  await page.goto(site.origin);
  const watch = await HoldingsWatch.attach(page);
  await page.evaluate(([url, name]) => window.soakPage.open(url, name), [
    `${site.origin}/plugin/`,
    preference,
  ] as const);
  return watch;
}

const refresh = (page: Page, times: number) => page.evaluate((many) => window.soakPage.refresh(many), times);
const visitDashboard = (page: Page) => page.evaluate(() => window.soakPage.visitDashboard());
const kill = (page: Page, place: number) => page.workers()[place].evaluate(() => self.close());

const loseContext = (page: Page) =>
  page.workers()[0].evaluate(() => {
    // tfjs keeps its engine on the worker's global object.
    const { _tfengine } = self as unknown as { _tfengine: { backend: { gpgpu: { gl: WebGL2RenderingContext } } } };
    _tfengine.backend.gpgpu.gl.getExtension('WEBGL_lose_context')?.loseContext();
  });

function expectNoMore(found: Heap, settled: Heap): void {
  expect(found.objects).toBeLessThan(settled.objects + MORE_OBJECTS);
  expect(found.arrays).toBeLessThan(settled.arrays + MORE_ARRAYS);
}

test(
  'holds no more after fifteen hundred refreshes than before, in workers that live on and after killed ones',
  { tag: '@long' },
  async ({ page }) => {
    test.setTimeout(900_000);
    const watch = await open(page);
    await visitDashboard(page);
    async function refreshed(times: number, killing: boolean): Promise<Holdings> {
      const refreshing = refresh(page, times);
      if (killing) {
        await kill(page, 0);
      }
      await refreshing;
      // A worker that was killed has its place taken.
      await visitDashboard(page);
      return watch.holdings();
    }
    // By then what is remembered has reached its bounds, and code that runs often is compiled.
    await refreshed(500, false);
    const settled = await refreshed(250, false);
    expect(settled.inWorkers.objects).toBeGreaterThan(0);
    const older = await refreshed(250, false);
    expect(older.workers).toBe(settled.workers);
    expectNoMore(older.page, settled.page);
    expectNoMore(older.inWorkers, settled.inWorkers);
    for (let kills = 0; kills < 2; kills++) {
      const found = await refreshed(250, true);
      expect(found.workers).toBe(settled.workers);
      expectNoMore(found.page, settled.page);
      expectNoMore(found.inWorkers, settled.inWorkers);
    }
  }
);

test(
  'holds the same tensors after every refresh on WebGL, with contexts lost and workers killed',
  { tag: '@long' },
  async ({ page }) => {
    const watch = await open(page, 'webgl');
    expect(await refresh(page, 10)).toBe('webgl');
    const settled = await watch.holdings();
    expect(settled.tensors).toBeGreaterThan(0);
    for (let round = 0; round < 2; round++) {
      expect(await refresh(page, 5)).toBe('webgl');
      const computing = await watch.holdings();
      expect(computing).toMatchObject({ workers: settled.workers, tensors: settled.tensors });
      // Textures are kept for reuse by size: a few sets, no matter how many batches there were.
      expect(computing.gpuBytes).toBeLessThan(8e6);

      await loseContext(page);
      expect(await refresh(page, 2)).toBe('wasm');
      expect(await watch.holdings()).toMatchObject({ workers: settled.workers, tensors: 0, gpuBytes: 0 });

      await kill(page, 0);
      expect(await refresh(page, 5)).toBe('webgl');
      expect(await watch.holdings()).toMatchObject({ workers: settled.workers, tensors: settled.tensors });
    }
  }
);
