import { expect, type Page, test } from '@playwright/test';
import { choose, openOptions } from '../../scripts/screenshots/page';

const NOW = Date.UTC(2026, 2, 4, 12);
const status = (page: Page) => page.getByTestId('panel-1').getByTestId('residual-status');

async function openIn(page: Page, language: string): Promise<void> {
  await page.clock.setFixedTime(NOW);
  await page.goto(`./?lang=${language}#story`);
}

test('speaks Korean to whom Grafana speaks Korean, in status, options and list', { tag: '@long' }, async ({ page }) => {
  await openIn(page, 'ko-KR');
  await expect(status(page)).toHaveText(/^이상 1건/);
  await status(page).hover();
  await expect(page.getByText('이 브라우저 밖으로 나간 데이터는 없습니다')).toBeVisible();

  await choose(page, 1, 'list.placement', '아래');
  await expect(page.getByTestId('panel-1').getByRole('columnheader', { name: '심각도' })).toBeVisible();

  await openOptions(page, 1);
  await expect(page.getByTestId('option-detection.sensitivity')).toContainText('민감도');
  await expect(page.getByTestId('option-detection.windowSize')).toContainText('16–256 포인트.');
});

test('speaks English where it has no texts in the language', { tag: '@long' }, async ({ page }) => {
  await openIn(page, 'fr-FR');
  await expect(status(page)).toHaveText(/^1 anomaly/);
});
