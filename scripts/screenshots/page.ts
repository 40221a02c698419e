import { type Locator, type Page, expect } from '@playwright/test';

export type Theme = 'dark' | 'light';

/** The page's idea of now, so that every picture shows the same days. */
const NOW = Date.UTC(2026, 2, 16, 12);
const PATIENCE_MS = 120_000;

/** The frame of a panel by its number on the demo page. */
export function panel(page: Page, id: number): Locator {
  return page.getByTestId(`panel-${id}`);
}

/** Opens one of the page's dashboards, and waits until each panel in view has its verdict. */
export async function open(page: Page, url: string, dashboard: string, theme: Theme): Promise<void> {
  await go(page, `${url}#${dashboard}`, theme);
  await judged(page);
}

/** Shows a CSV file in a panel of its own, number 101. */
export async function openCsv(page: Page, url: string, name: string, csv: string, theme: Theme): Promise<void> {
  await go(page, `${url}#own`, theme);
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect(panel(page, 101)).toBeVisible({ timeout: PATIENCE_MS });
  await judged(page);
}

async function go(page: Page, address: string, theme: Theme): Promise<void> {
  await page.clock.setFixedTime(NOW);
  // As the page itself remembers it: a theme in the address is lost when the page goes on to a new file.
  await page.addInitScript((name) => window.localStorage.setItem('residual-demo.theme', name), theme);
  await page.goto(address);
}

/** Opens the options of a panel. */
export async function openOptions(page: Page, id: number): Promise<void> {
  await panel(page, id).hover();
  await panel(page, id)
    .getByRole('button', { name: /^Menu for panel/ })
    .click();
  await page.getByRole('menuitem', { name: 'Edit options' }).click();
  await expect(page.getByTestId('options-pane')).toBeVisible();
}

/** Sets a number among the options of a panel, and closes them. */
export async function setNumber(page: Page, id: number, path: string, value: number): Promise<void> {
  await openOptions(page, id);
  const field = page.getByTestId(`option-${path}`).getByRole('spinbutton');
  await field.fill(String(value));
  await field.blur();
  await page.getByRole('button', { name: 'Close options' }).click();
  await judged(page);
}

/** Waits until no panel computes, and the mouse is out of the way. */
export async function judged(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  const statuses = page.getByTestId('residual-status');
  await expect(statuses.first()).toBeVisible({ timeout: PATIENCE_MS });
  await expect(statuses.filter({ hasText: /^(Computing|Warming up)/ })).toHaveCount(0, { timeout: PATIENCE_MS });
}
