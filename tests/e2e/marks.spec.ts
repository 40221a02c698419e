import type { Locator, Page } from '@playwright/test';
import type { ResidualPanel } from './pages/residualPanel';
import { expect, test } from './test';

/** What the panel says of itself on hover. */
async function told({ status }: ResidualPanel, page: Page): Promise<string> {
  await page.mouse.move(0, 0);
  await status.hover();
  const text = await page.getByRole('tooltip').innerText();
  await page.mouse.move(0, 0);
  return text;
}

const menuOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Label this time' });

test(
  'takes a false alarm that is marked on the chart into its verdict, and takes it back',
  { tag: '@page' },
  async ({ site, page }) => {
    const { panel, series, shareOf } = await site.openStory();
    await panel.judged();
    await expect(panel.status).toHaveText(/^\d+ anomal/);
    const [tangent] = series.incidents;
    const icon = panel.root.getByRole('button', { name: 'False alarm: The tangent is fine' });

    await page.keyboard.down('Control');
    await panel.drag(shareOf(tangent.start) - 0.01, shareOf(tangent.end) + 0.01);
    await page.keyboard.up('Control');
    await menuOf(page).getByRole('radio', { name: 'False alarm' }).check({ force: true });
    await menuOf(page).getByLabel('Text').fill('The tangent is fine');
    await menuOf(page).getByRole('button', { name: 'Save' }).click();

    try {
      await expect(menuOf(page)).toBeHidden();
      await expect(panel.status).toHaveText(/^No anomalies/, { timeout: 60_000 });
      expect(await told(panel, page)).toContain('1 label used: False alarm: The tangent is fine');
    } finally {
      await icon.click();
      await menuOf(page).getByRole('button', { name: 'Undo False alarm: The tangent is fine' }).click();
      await expect(icon).toBeHidden();
    }
    await page.keyboard.press('Escape');
    await expect(panel.status).toHaveText(/^\d+ anomal/, { timeout: 60_000 });
  }
);

test('tells somebody who may not write annotations so, and judges on', async ({ grafana, page }) => {
  await page.route('**/api/annotations', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 403, json: { message: 'Access denied to save the annotation' } })
      : route.fallback()
  );
  const { panel } = await grafana.openStory();
  await panel.judged();
  const before = await panel.line();
  await page.keyboard.down('Control');
  await panel.drag(0.1, 0.2);
  await page.keyboard.up('Control');
  await menuOf(page).getByRole('button', { name: 'Save' }).click();
  await expect(menuOf(page).getByRole('alert')).toContainText(
    'You do not have permission to write annotations on this dashboard'
  );
  await page.keyboard.press('Escape');
  await expect(menuOf(page)).toBeHidden();
  expect(await panel.line()).toBe(before);
});
