import AxeBuilder from '@axe-core/playwright';
import { type Locator, type Page, expect, test } from '@playwright/test';
import { instancesCsv } from '../../scripts/screenshots/series';
import {
  choose,
  openCsv,
  openInspector,
  panel,
  selectStretch,
  showSimilar,
  type Theme,
} from '../../scripts/screenshots/page';

/** Beside the base URL of the configuration. */
const PAGE = './';
const OWN = 101;
/** In the incident of the series, as a share of the time it is shown in. */
const INCIDENT = 0.63;
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const OURS = `[data-testid="panel-${OWN}"] [data-testid="residual-panel"]`;
const DIALOG = '[role="dialog"]';

test.use({ viewport: { width: 1280, height: 800 } });

/** What axe finds wrong within an element, a line each: rule, element, why. The page around the panel is not ours. */
async function faults(page: Page, within: string): Promise<string[]> {
  await page.evaluate(() => document.fonts.ready);
  const { violations } = await new AxeBuilder({ page }).include(within).withTags(LEVELS).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}: ${failureSummary ?? ''}`)
  );
}

/** Series with lanes, and the list of their anomalies below. */
async function openWithList(page: Page, theme: Theme): Promise<void> {
  await openCsv(page, PAGE, 'instances.csv', instancesCsv(8), theme);
  await choose(page, OWN, 'list.placement', 'Bottom');
  await expect(panel(page, OWN).getByRole('grid')).toBeVisible();
}

for (const theme of ['dark', 'light'] satisfies Theme[]) {
  test(`breaks no rule of accessibility that a machine can check, ${theme}`, { tag: '@long' }, async ({ page }) => {
    await openWithList(page, theme);
    const check = (part: string, within: string) =>
      test.step(part, async () => expect.soft(await faults(page, within), part).toEqual([]));
    await check('chart, overview and list', OURS);

    await openInspector(page, OWN, INCIDENT);
    await check('inspector, why', DIALOG);
    await showSimilar(page);
    await check('inspector, similar moments', DIALOG);
    await closeDialog(page);

    await selectStretch(page, OWN, 0.2, 0.3);
    await check('menu of a selected stretch', DIALOG);
    await closeDialog(page);

    await panel(page, OWN).getByRole('button', { name: 'Export', exact: true }).click();
    await check('menu of the export', '[role="menu"]');
    await page.getByRole('menuitem', { name: 'Save as annotations…' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await check('annotations', DIALOG);
    await closeDialog(page);

    await choose(page, OWN, 'layout.arrangement', 'Small multiples');
    await expect(page.getByTestId('residual-multiples')).toBeVisible();
    await check('small multiples', OURS);
  });
}

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

const focusLook = (element: Locator): Promise<string> =>
  element.evaluate((one) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(one);
    return outlineStyle === 'none' ? boxShadow : [outlineStyle, outlineWidth, outlineColor, boxShadow].join(' ');
  });

const hasFocus = (element: Locator): Promise<boolean> => element.evaluate((one) => one === document.activeElement);

test('lets Tab reach overview, status, list and export, and shows where it is', { tag: '@long' }, async ({ page }) => {
  await openWithList(page, 'dark');
  const own = panel(page, OWN);
  const stops = {
    lane: own.getByTestId('residual-overview').locator('button[tabindex="0"]'),
    status: own.getByTestId('residual-status'),
    row: own.getByRole('grid').locator('tr[tabindex="0"]'),
    export: own.getByRole('button', { name: 'Export', exact: true }),
  };
  const waiting = new Map(Object.entries(stops));
  const unfocused = Object.fromEntries(
    await Promise.all([...waiting].map(async ([name, stop]) => [name, await focusLook(stop)] as const))
  );
  // The last stop before the panels.
  await page.getByRole('button', { name: 'Change to the light theme' }).focus();
  for (let presses = 0; waiting.size > 0 && presses < 60; presses++) {
    await page.keyboard.press('Tab');
    for (const [name, stop] of waiting) {
      if (await hasFocus(stop)) {
        await expect.poll(() => focusLook(stop), `${name} shows its focus`).not.toBe(unfocused[name]);
        waiting.delete(name);
      }
    }
  }
  expect([...waiting.keys()]).toEqual([]);
});
