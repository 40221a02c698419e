import { type Page, expect } from '@playwright/test';

/** Short, because some tests compute it in plain JavaScript. */
const POINTS = 200;

/** Opens the page at `url` and gives it a sine in a file. */
export async function showSine(page: Page, url: string): Promise<void> {
  await page.goto(`${url}#own`);
  const rows = Array.from(
    { length: POINTS },
    (_, i) => `${1_700_000_000 + i * 60},${Math.sin((2 * Math.PI * i) / 25)}`
  );
  const csv = Buffer.from(['time,load', ...rows].join('\n'));
  await page.locator('input[type=file]').setInputFiles({ name: 'load.csv', mimeType: 'text/csv', buffer: csv });
  await expect(page.getByRole('heading', { name: 'load.csv' })).toBeVisible();
}

/** All that the status says on hover once a verdict is there. */
export async function verdict(page: Page): Promise<string> {
  const status = page.getByTestId('residual-status');
  await expect(status).toHaveText(/^(No anomalies|\d+ anomal)/);
  await status.hover();
  const notes = page.getByRole('tooltip');
  await expect(notes).toContainText('How this was judged');
  return notes.innerText();
}
