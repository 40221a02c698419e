import { expect, type Locator, type Page, test } from '@playwright/test';
import { tutorialStory } from '../../demo/generator/generator';
import { shadedShares } from './shading';

/** The page's idea of now, so that the story lies at known times. */
const NOW = Date.UTC(2026, 2, 4, 12);
const STEP_MS = 10_000;
const STORY_MS = 400 * 60_000;
const FOUND = /^\d+ anomal/;

const panel = (page: Page, id: number): Locator => page.getByTestId(`panel-${id}`);
const status = (page: Page, id: number): Locator => panel(page, id).getByTestId('residual-status');

async function openStory(page: Page): Promise<void> {
  await page.clock.setFixedTime(NOW);
  await page.goto('./#story');
  await expect(status(page, 1)).toHaveText(FOUND);
}

async function menu(page: Page, id: number, item: string | RegExp): Promise<void> {
  await panel(page, id).hover();
  await panel(page, id)
    .getByRole('button', { name: /^Menu for panel/ })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}

const option = (page: Page, path: string): Locator => page.getByTestId(`option-${path}`);

/** One page for all that is looked at in the story: opening it takes longer than looking. Each test leaves it as it was. */
test.describe('the story', () => {
  let page: Page;
  const complaints: string[] = [];
  const foreign: string[] = [];

  test.beforeAll(async ({ browser, baseURL }) => {
    page = await browser.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        complaints.push(message.text());
      }
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(baseURL ?? '')) {
        foreign.push(request.url());
      }
    });
    await openStory(page);
  });
  test.afterAll(() => page.close());

  test('opens without a complaint on the console and without a request to anywhere else', async () => {
    for (const tab of ['Life-like metrics', 'Your own data', "The tutorial's story"]) {
      await page.getByRole('tab', { name: tab }).click();
      await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
    }
    await expect(status(page, 1)).toHaveText(FOUND);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  });

  test('starts no more workers than one page has, however often tabs mount the panels again', async () => {
    const begun = new Set(page.workers());
    page.on('worker', (worker) => begun.add(worker));
    for (let round = 0; round < 4; round++) {
      for (const tab of ['Life-like metrics', "The tutorial's story"]) {
        await page.getByRole('tab', { name: tab }).click();
        await expect(page.getByTestId('residual-status').first()).toBeVisible();
      }
    }
    await expect(status(page, 1)).toHaveText(FOUND);
    // docs/architecture.md: up to four.
    expect(begun.size).toBeLessThanOrEqual(4);
    expect(page.workers().length).toBeLessThanOrEqual(4);
  });

  test('shades the tangent in the story and nothing else', async () => {
    const start = Math.floor(NOW / STEP_MS) * STEP_MS - 2399 * STEP_MS;
    const { times, values, incidents } = tutorialStory({ start, stepMs: STEP_MS });
    const [tangent] = incidents;
    const shareOf = (time: number) => (time - (NOW - STORY_MS)) / STORY_MS;

    const shares = await shadedShares(panel(page, 1));
    expect(shares.length).toBeGreaterThan(0);
    // Smoothing and buffer widen an interval by some points: a fiftieth of the range is 48 of them.
    for (const { from, to } of shares) {
      expect(from).toBeGreaterThan(shareOf(tangent.start) - 0.02);
      expect(to).toBeLessThan(shareOf(tangent.end) + 0.02);
    }
    // The sines stay within 1.5; what is beyond 2 belongs to the tangent's poles.
    const poles = times.filter((_, i) => Math.abs(values[i]) > 2).map(shareOf);
    const covered = poles.filter((pole) => shares.some(({ from, to }) => pole > from - 0.002 && pole < to + 0.002));
    expect(poles.length).toBeGreaterThan(0);
    expect(covered.length / poles.length).toBeGreaterThan(0.9);
  });

  test('explains an anomaly by a click on its bracket', async () => {
    const [{ from, to }] = await shadedShares(panel(page, 1));
    const plot = await panel(page, 1).locator('.u-over').boundingBox();
    const strip = await panel(page, 1).getByTestId('residual-sequences').boundingBox();
    if (!plot || !strip) {
      throw new Error('The plot has no place on the page.');
    }
    await page.mouse.click(plot.x + (plot.width * (from + to)) / 2, strip.y + strip.height / 2);
    await expect(page.getByTestId('residual-inspector')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('residual-inspector')).toHaveCount(0);
  });

  test('zooms by dragging across a plot, out by the button, and back by the browser', async () => {
    const plot = panel(page, 1).locator('.u-over');
    const box = await plot.boundingBox();
    if (!box) {
      throw new Error('The plot has no place on the page.');
    }
    const picker = page.getByTestId('data-testid TimePicker Open Button');
    await expect(picker).toContainText('Last 400 minutes');

    await page.mouse.move(box.x + box.width * 0.5, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 40);
    await page.mouse.move(box.x + box.width * 0.75, box.y + 40);
    await page.mouse.up();
    await expect(page).toHaveURL(/from=\d+&to=\d+/);
    const [from, to] = [...new URL(page.url()).hash.matchAll(/\d{9,}/g)].map(([digits]) => Number(digits));
    expect((from - (NOW - STORY_MS)) / STORY_MS).toBeCloseTo(0.5, 1);
    expect((to - (NOW - STORY_MS)) / STORY_MS).toBeCloseTo(0.75, 1);
    await expect(picker).not.toContainText('Last 400 minutes');

    await page.getByRole('button', { name: /zoom out/i }).click();
    await expect(page).toHaveURL(new RegExp(`from=${Math.round(from - (to - from) / 2)}`));
    await page.goBack();
    await expect(page).toHaveURL(new RegExp(`from=${from}`));
    await page.goBack();
    await expect(picker).toContainText('Last 400 minutes');
  });

  test('takes a change of an option at once', async () => {
    await menu(page, 1, 'Edit options');
    const shading = option(page, 'display.showShading');
    await shading.getByRole('switch').click({ force: true });
    await expect.poll(() => shadedShares(panel(page, 1))).toEqual([]);

    const window = option(page, 'detection.windowSize');
    const windowSize = window.getByRole('spinbutton');
    await window.getByRole('radio', { name: 'Fixed' }).check({ force: true });
    await windowSize.fill('9999');
    await windowSize.blur();
    await expect(windowSize).toHaveValue('256');

    await page.getByRole('button', { name: 'Reset' }).click();
    await expect(windowSize).toHaveCount(0);
    await expect.poll(async () => (await shadedShares(panel(page, 1))).length).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Close options' }).click();
  });

  test('fits a narrow window without scrolling sideways', async () => {
    await page.setViewportSize({ width: 500, height: 900 });
    await expect.poll(async () => (await panel(page, 1).boundingBox())?.width).toBeLessThan(500);
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overhang).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1600, height: 1000 });
  });

  test('draws a panel of 200 by 120 pixels without a scroll bar', async () => {
    await menu(page, 1, /Smallest size/);
    const frame = panel(page, 1).locator('section').first();
    await expect.poll(async () => (await frame.boundingBox())?.width).toBe(200);
    expect((await frame.boundingBox())?.height).toBe(120);
    await expect(panel(page, 1).locator('canvas')).toBeVisible();
    const overflow = await frame.evaluate(
      (section) =>
        [section, ...section.querySelectorAll('*')].filter(
          (element) =>
            getComputedStyle(element).overflowY !== 'visible' &&
            getComputedStyle(element).overflowY !== 'hidden' &&
            element.scrollHeight > element.clientHeight + 1 &&
            element.clientHeight > 0
        ).length
    );
    expect(overflow).toBe(0);
  });
});

test('changes between dark and light, and remembers it', async ({ page }) => {
  await page.goto('./#own');
  const brightness = () =>
    page.evaluate(() => {
      const [red] =
        getComputedStyle(document.querySelector('#page > div') ?? document.body).backgroundColor.match(/\d+/g) ?? [];
      return Number(red);
    });
  expect(await brightness()).toBeLessThan(64);
  await page.getByRole('button', { name: 'Change to the light theme' }).click();
  expect(await brightness()).toBeGreaterThan(192);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Change to the dark theme' })).toBeVisible();
  expect(await brightness()).toBeGreaterThan(192);
});

test('says what is wrong with a file that holds no series, and draws one that does', async ({ page }) => {
  await page.goto('./#own');
  const file = page.locator('input[type=file]');
  await file.setInputFiles({ name: 'names.csv', mimeType: 'text/csv', buffer: Buffer.from('name,colour\nada,red\n') });
  await expect(page.getByTestId('csv-problem')).toContainText('names.csv: there is no time column');

  const rows = Array.from({ length: 400 }, (_, i) => `${1_700_000_000 + i * 60},${Math.sin((2 * Math.PI * i) / 40)}`);
  const good = Buffer.from(['time,load', ...rows].join('\n'));
  await file.setInputFiles({ name: 'load.csv', mimeType: 'text/csv', buffer: good });
  await expect(page.getByTestId('csv-problem')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'load.csv' })).toBeVisible();
  await expect(status(page, 101)).toHaveText(/anomal/i);
});
