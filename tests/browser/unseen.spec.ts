import { expect, test } from '@playwright/test';

const WAITING = 'Waiting until the panel is visible';
const JUDGED = /anomal/i;

test('judges a panel once it comes into view, and not before', { tag: '@long' }, async ({ page }) => {
  await page.setViewportSize({ width: 1200, height: 400 });
  await page.goto('./#metrics');
  const statuses = page.getByTestId('residual-status');
  await expect(statuses.first()).toHaveText(JUDGED);
  const last = statuses.last();
  await expect(last).toHaveText(WAITING);
  await last.scrollIntoViewIfNeeded();
  await expect(last).toHaveText(JUDGED);
});

test('judges every panel where Grafana makes a picture of the page', { tag: '@long' }, async ({ page }) => {
  await page.setViewportSize({ width: 1200, height: 400 });
  await page.goto('./?render=1#metrics');
  await expect(page.getByTestId('residual-status').last()).toHaveText(JUDGED);
});
