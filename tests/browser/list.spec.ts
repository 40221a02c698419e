import { expect, type Locator, type Page, test } from '@playwright/test';
import { choose, open, panel, pointOf } from '../../scripts/screenshots/page';

const PAGE = './';

const rowsOf = (page: Page, id: number): Locator => panel(page, id).locator('[data-row]');
const inspector = (page: Page): Locator => page.getByTestId('residual-inspector');
const tooltip = (page: Page): Locator => page.getByTestId('residual-tooltip');

/** One page for all tests: the list of the story below its chart. Each of them closes again what it opens. */
let page: Page;
let first: Locator;
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage();
  await open(page, PAGE, 'story', 'dark');
  await choose(page, 1, 'list.placement', 'Bottom');
  first = rowsOf(page, 1).first();
});
test.afterAll(() => page.close());
test.beforeEach(() => first.focus());

/** Whether a line in the ring's blue goes along the upper edge of an element, for as far as one sees. */
async function isRingedOnTop(page: Page, element: Locator): Promise<boolean> {
  const box = await element.boundingBox();
  if (!box) {
    return false;
  }
  const clip = { x: box.x + box.width / 4, y: box.y - 6, width: box.width / 2, height: 12 };
  const picture = (await page.screenshot({ clip })).toString('base64');
  return page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context?.drawImage(image, 0, 0);
    const { data, width, height } = context?.getImageData(0, 0, image.width, image.height) ?? new ImageData(1, 1);
    const isBlue = (pixel: number) => data[4 * pixel + 2] - data[4 * pixel] > 100;
    return Array.from({ length: height }, (_, y) => y).some((y) =>
      Array.from({ length: width }, (_, x) => y * width + x).every(isBlue)
    );
  }, `data:image/png;base64,${picture}`);
}

async function pin(page: Page, [x, y]: readonly [number, number]): Promise<void> {
  await page.mouse.move(x - 8, y);
  await page.mouse.move(x, y);
  await page.mouse.click(x, y);
  await expect(tooltip(page).getByRole('button').first()).toBeVisible();
}

test('the focus goes along with a zoom to the anomaly and back, and arrows walk through the menu of a row', async () => {
  const address = page.url();
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/from=\d+&to=\d+$/);
  await expect(first).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(address);
  await expect(first).toBeFocused();

  await first.getByRole('button', { name: 'Actions for this anomaly' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Why?' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Zoom' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menuitem')).toHaveCount(0);
});

test('Enter on the button that leads back leaves the focus to the row that was zoomed to', async () => {
  await page.keyboard.press('Space');
  const back = panel(page, 1).getByRole('button', { name: /^Back to/ });
  await back.focus();
  await page.keyboard.press('Enter');
  await expect(back).toHaveCount(0);
  await expect(first).toBeFocused();
  // Once more, by what the row hears.
  await page.keyboard.press('Space');
  await expect(back).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(back).toHaveCount(0);
  await expect(first).toBeFocused();
});

test('the first press of Escape closes the inspector, also over a tooltip that was pinned in the chart', async () => {
  await pin(page, await pointOf(page, 1, 0.3));
  await first.focus();
  await page.keyboard.press('Enter');
  await expect(inspector(page)).toBeVisible();
  await expect(tooltip(page)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(inspector(page)).toHaveCount(0);
  await expect(first).toBeFocused();
});

test('a tooltip that is pinned in the inspector goes first', async () => {
  await page.keyboard.press('Enter');
  const plot = inspector(page).locator('.u-over').first();
  await plot.hover();
  await plot.click();
  // A pinned one has a button to close it, as the inspector has.
  await expect(page.getByRole('button', { name: 'Close' })).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(tooltip(page)).toHaveCount(0);
  await expect(inspector(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(inspector(page)).toHaveCount(0);
});

for (const theme of ['dark', 'light'] as const) {
  test(`the Tab key stops at the chosen tab of the inspector alone, and a whole ring is around it (${theme})`, async () => {
    if (theme === 'light') {
      await page.getByRole('button', { name: 'Change to the light theme' }).click();
      await first.focus();
    }
    await page.keyboard.press('Enter');
    const tabs = page.getByRole('dialog').getByRole('tab');
    await expect(tabs.nth(0)).toBeFocused();
    // The drawer slides in.
    await expect(page.getByRole('dialog')).toBeInViewport({ ratio: 1 });
    for (const [key, index] of [
      ['End', 1],
      ['Home', 0],
    ] as const) {
      await page.keyboard.press(key);
      await expect(tabs.nth(index)).toBeFocused();
      await expect.poll(() => isRingedOnTop(page, tabs.nth(index))).toBe(true);
    }
    await page.keyboard.press('Tab');
    await expect(tabs.nth(0)).not.toBeFocused();
    await expect(tabs.nth(1)).not.toBeFocused();
    await page.keyboard.press('Escape');
    await expect(inspector(page)).toHaveCount(0);
  });
}

test('a copied link opens the page on the anomaly, and the browser leads back from there', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await first.getByRole('button', { name: 'Actions for this anomaly' }).click();
  await page.getByRole('menuitem', { name: 'Copy link' }).click();
  await expect(panel(page, 1).getByText('Link copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const [from, to] = ['from', 'to'].map((name) => new URL(link).searchParams.get(name));

  await page.goto(link);
  await expect(page).toHaveURL(new RegExp(`#story\\?from=${from}&to=${to}$`));
  const picker = page.getByTestId('data-testid TimePicker Open Button');
  await expect(picker).not.toContainText('Last 400 minutes');
  await page.getByRole('button', { name: /zoom out/i }).click();
  await expect(page).not.toHaveURL(new RegExp(`from=${from}&`));
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`from=${from}&`));
});
