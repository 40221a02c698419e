import { type Page, expect, test } from '@playwright/test';
import path from 'node:path';
import { type Holdings, HoldingsWatch } from './soak/holdings';
import type { SoakPage } from './soak/page';
import { type Site, serveSite } from './worker/site';

declare const window: Window & { soakPage: SoakPage };

/** What a heap may hold more, bytes: 1,200 refreshes that left half a kilobyte each would show. */
const SLACK = 512 * 1024;

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

function expectNoMore(found: Holdings, settled: Holdings): void {
  expect(found.workers).toBe(settled.workers);
  expect(found.tensors).toBe(settled.tensors);
  expect(found.page.objects).toBeLessThan(settled.page.objects + SLACK);
  expect(found.page.arrays).toBeLessThan(settled.page.arrays + SLACK);
  expect(found.inWorkers.objects).toBeLessThan(settled.inWorkers.objects + SLACK);
  expect(found.inWorkers.arrays).toBeLessThan(settled.inWorkers.arrays + SLACK);
}

test('holds no more after two thousand refreshes than after eight hundred, with a worker killed now and then', async ({
  page,
}) => {
  test.setTimeout(600_000);
  const watch = await open(page);
  await visitDashboard(page);
  const samples: Holdings[] = [];
  for (let round = 0; round < 5; round++) {
    const refreshed = refresh(page, 400);
    if (round > 0) {
      await kill(page, round % page.workers().length);
    }
    await refreshed;
    await visitDashboard(page);
    samples.push(await watch.holdings());
  }
  // By then what is remembered has reached its bounds.
  const [, settled, ...later] = samples;
  expect(settled.page.objects).toBeGreaterThan(0);
  expect(settled.inWorkers.arrays).toBeGreaterThan(0);
  later.forEach((sample) => expectNoMore(sample, settled));
});

test('holds the same tensors after every refresh on WebGL, with contexts lost and workers killed', async ({ page }) => {
  test.setTimeout(300_000);
  const watch = await open(page, 'webgl');
  expect(await refresh(page, 20)).toBe('webgl');
  const settled = await watch.holdings();
  expect(settled.tensors).toBeGreaterThan(0);
  for (let round = 0; round < 2; round++) {
    expect(await refresh(page, 15)).toBe('webgl');
    const computing = await watch.holdings();
    expect(computing).toMatchObject({ workers: settled.workers, tensors: settled.tensors });
    // Textures are kept for reuse by size: a few sets, no matter how many batches there were.
    expect(computing.gpuBytes).toBeLessThan(8e6);

    await loseContext(page);
    expect(await refresh(page, 5)).toBe('wasm');
    expect(await watch.holdings()).toMatchObject({ workers: settled.workers, tensors: 0, gpuBytes: 0 });

    await kill(page, 0);
    expect(await refresh(page, 15)).toBe('webgl');
    expect(await watch.holdings()).toMatchObject({ workers: settled.workers, tensors: settled.tensors });
  }
});
