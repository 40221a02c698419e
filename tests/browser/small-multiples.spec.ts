import { type Page, expect, test } from '@playwright/test';
import { instancesCsv } from '../../scripts/screenshots/series';
import { choose, openCsv, panel } from '../../scripts/screenshots/page';

/** The page's own panel of a CSV file. */
const OWN = 101;
const START = 1_772_582_400_000;
const MINUTE = 60_000;

/** A mark as the page keeps it in Grafana's place. */
const mark = (id: number, kind: string, from: number, to: number, tags: readonly string[] = []) => ({
  id,
  dashboardUID: 'own',
  panelId: OWN,
  time: START + from * MINUTE,
  timeEnd: START + to * MINUTE,
  text: `Mark ${id}`,
  tags: ['residual', `residual:${kind}`, ...tags],
});

/** Eight small plots, of which the first has an anomaly. */
async function openPlots(page: Page, marks: ReadonlyArray<ReturnType<typeof mark>> = []): Promise<void> {
  await page.addInitScript(
    (kept) => window.sessionStorage.setItem('residual-demo.annotations', kept),
    JSON.stringify(marks)
  );
  await openCsv(page, './', 'instances.csv', instancesCsv(8), 'light');
  await choose(page, OWN, 'layout.arrangement', 'Small multiples');
  await expect(panel(page, OWN).locator('.u-over')).toHaveCount(8);
}

const plotOf = (page: Page, name: string) => panel(page, OWN).getByRole('region', { name: new RegExp(`^${name}:`) });

test.describe('on one page', () => {
  let page: Page;
  test.beforeAll(async ({ browser }) => {
    page = await browser.newPage();
    await openPlots(page);
  });
  test.afterAll(() => page.close());

  test('a small plot says why: by a click on its bracket, and by keyboard from its verdict', async () => {
    const ill = plotOf(page, 'instance-04');
    await expect(ill).toHaveAccessibleName(/1 anomaly, Critical/);
    const strip = ill.getByTestId('residual-sequences');
    // The plot is drawn after its heading says what was found, and the strip says what lies under the mouse.
    await expect(async () => {
      const aimed = await strip.boundingBox();
      const { x, y, width, height } = aimed ?? { x: 0, y: 0, width: 0, height: 0 };
      // From row 530 of 960 on it rises, for an hour.
      await page.mouse.move(x + width * 0.58 - 2, y + height - 3);
      await page.mouse.move(x + width * 0.58, y + height - 3);
      await expect(strip).toHaveAttribute('title', 'Why?', { timeout: 1000 });
      expect(await strip.boundingBox()).toEqual(aimed);
    }).toPass();
    await page.mouse.down();
    await page.mouse.up();
    const inspector = page.getByRole('dialog').filter({ has: page.getByTestId('residual-inspector') });
    await expect(inspector).toContainText('instance-04');
    await page.keyboard.press('Escape');
    await expect(inspector).toHaveCount(0);

    // What closes gives the focus back a moment after it is gone.
    await expect(async () => {
      await ill.getByRole('button', { name: /^instance-04/ }).focus();
      await page.keyboard.press('Tab');
      await expect(ill.getByRole('button', { name: /anomaly/ })).toBeFocused({ timeout: 500 });
      await page.keyboard.press('Enter');
      await expect(inspector).toContainText('instance-04', { timeout: 2000 });
    }).toPass();
    await page.keyboard.press('Escape');
    await expect(inspector).toHaveCount(0);
  });

  test('a stretch that is dragged with Ctrl over a small plot is marked for its series', async () => {
    const over = await plotOf(page, 'instance-02').locator('.u-over').boundingBox();
    if (!over) {
      throw new Error('The plot has no place on the page.');
    }
    const y = over.y + over.height / 2;
    await page.keyboard.down('Control');
    await page.mouse.move(over.x + 40, y);
    await page.mouse.down();
    await page.mouse.move(over.x + 60, y);
    await page.mouse.move(over.x + 90, y);
    await page.mouse.up();
    await page.keyboard.up('Control');
    const menu = page.getByRole('dialog', { name: 'Label this time' });
    await menu.getByRole('button', { name: 'Save' }).click();
    await expect(menu).toBeHidden();
    await expect(plotOf(page, 'instance-02').getByRole('button', { name: /^Excluded/ })).toBeVisible();
    await expect(plotOf(page, 'instance-05').getByRole('button', { name: /^Excluded/ })).toHaveCount(0);
  });
});

test(
  'small plots show what people have marked, each what is said of its own series or of all',
  { tag: '@long' },
  async ({ page }) => {
    await openPlots(page, [
      mark(1, 'left-out', 150, 300),
      mark(2, 'normal', 420, 460, ['residual:series=instance-02']),
      mark(3, 'false-alarm', 500, 680, ['residual:series=instance-04']),
    ]);
    const icons = (name: string) =>
      plotOf(page, name)
        .getByTestId('residual-marks')
        .getByRole('button')
        .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')));
    await expect.poll(() => icons('instance-02')).toEqual(['Excluded: Mark 1', 'Normal: Mark 2']);
    await expect.poll(() => icons('instance-04')).toEqual(['Excluded: Mark 1', 'False alarm: Mark 3']);
    await expect.poll(() => icons('instance-05')).toEqual(['Excluded: Mark 1']);
  }
);
