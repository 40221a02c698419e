import { type Locator, type Page, expect, test } from '@playwright/test';
import { instancesCsv } from '../../scripts/screenshots/series';
import {
  type Theme,
  choose,
  makeSmallest,
  open,
  openCsv,
  openEmpty,
  openInspector,
  panel,
  showSimilar,
} from '../../scripts/screenshots/page';

/** Beside the base URL of the configuration. */
const PAGE = './';
const OWN = 101;
/** In the tangent of the story, as a share of the time it is shown in. */
const TANGENT = 0.645;
/** The page's own panel of a CSV file ends at 780. */
const OWN_SIZE = { width: 900, height: 800 };

test.skip(
  (process.env.RESIDUAL_GRAFANA_LIBS ?? '.') !== '.',
  'The pictures are of the libraries that this package builds with; others look different.'
);

/** A machine too slow for its ten seconds moves windows further, and comes to slightly other figures. */
async function expectFullVerdict(page: Page, id: number): Promise<void> {
  await panel(page, id).getByTestId('residual-status').hover();
  const notes = page.getByRole('tooltip');
  await expect(notes).toContainText('How this was judged');
  await expect(notes, 'the machine is too busy for a picture').not.toContainText('Windows moved by');
  await page.mouse.move(0, 0);
  await expect(notes).toHaveCount(0);
}

/** Holds an element against its picture, once what it is drawn with has come. */
async function looksAs(page: Page, shown: Locator, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await expect(shown).toHaveScreenshot(`${name}.png`);
}

test.describe(() => {
  test.use({ viewport: { width: 1280, height: 720 } });

  for (const theme of ['dark', 'light'] satisfies Theme[]) {
    test(`the story in a wide panel, ${theme}`, async ({ page }) => {
      await open(page, PAGE, 'story', theme);
      await expectFullVerdict(page, 1);
      await looksAs(page, panel(page, 1), `story-${theme}`);
    });
  }

  test('the smallest panel, dark', async ({ page }) => {
    await open(page, PAGE, 'story', 'dark');
    await expectFullVerdict(page, 1);
    await makeSmallest(page, 1);
    await looksAs(page, panel(page, 1).locator('section').first(), 'smallest-dark');
  });
});

test.describe(() => {
  test.use({ viewport: { width: 1280, height: 960 } });

  test('why the tangent was found, light', async ({ page }) => {
    await open(page, PAGE, 'story', 'light');
    await expectFullVerdict(page, 1);
    await looksAs(page, await openInspector(page, 1, TANGENT), 'inspector-why-light');
  });

  test('moments like one of the story, dark', async ({ page }) => {
    await open(page, PAGE, 'story', 'dark');
    await expectFullVerdict(page, 1);
    await openInspector(page, 1, 0.3);
    await looksAs(page, await showSimilar(page), 'inspector-similar-dark');
  });
});

test.describe(() => {
  test.use({ viewport: OWN_SIZE });

  test('twenty series with their lanes, dark', async ({ page }) => {
    await openCsv(page, PAGE, 'instances.csv', instancesCsv(20), 'dark');
    await expectFullVerdict(page, OWN);
    await looksAs(page, panel(page, OWN), 'many-series-dark');
  });

  test('small multiples, light', async ({ page }) => {
    await openCsv(page, PAGE, 'instances.csv', instancesCsv(8), 'light');
    await expectFullVerdict(page, OWN);
    await choose(page, OWN, 'layout.arrangement', 'Small multiples');
    await looksAs(page, panel(page, OWN), 'small-multiples-light');
  });

  for (const theme of ['dark', 'light'] satisfies Theme[]) {
    test(`what is excluded beside what is less certain, ${theme}`, async ({ page }) => {
      const [start, minute] = [1_772_582_400_000, 60_000];
      const mark = {
        id: 1,
        dashboardUID: 'own',
        panelId: OWN,
        time: start + 200 * minute,
        timeEnd: start + 420 * minute,
        text: 'Disk replaced',
        tags: ['residual', 'residual:left-out'],
      };
      await page.addInitScript(
        (kept) => window.sessionStorage.setItem('residual-demo.annotations', kept),
        JSON.stringify([mark])
      );
      await openCsv(page, PAGE, 'instance.csv', instancesCsv(1), theme);
      await expectFullVerdict(page, OWN);
      await looksAs(page, panel(page, OWN), `patterns-${theme}`);
    });
  }

  test('the list below the chart, dark', async ({ page }) => {
    await openCsv(page, PAGE, 'instances.csv', instancesCsv(16), 'dark');
    await expectFullVerdict(page, OWN);
    await choose(page, OWN, 'list.placement', 'Bottom');
    await expect(panel(page, OWN).getByRole('grid')).toBeVisible();
    await looksAs(page, panel(page, OWN), 'list-dark');
  });

  test('a time without data, dark', async ({ page }) => {
    await openEmpty(page, PAGE, 'story', 'dark');
    await looksAs(page, panel(page, 1), 'no-data-dark');
  });

  test('a model that does not come, light', async ({ page }) => {
    await page.route('**/models/manifest.json', (route) => route.abort());
    await open(page, PAGE, 'story', 'light');
    await expect(panel(page, 1).getByTestId('residual-failure')).toBeVisible();
    await looksAs(page, panel(page, 1), 'failure-light');
  });
});
