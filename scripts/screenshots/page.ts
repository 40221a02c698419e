import { type Locator, type Page, expect } from '@playwright/test';

export type Theme = 'dark' | 'light';

/** The page's current time, so that every picture shows the same days. */
const NOW = Date.UTC(2026, 2, 16, 12);
const YEAR_MS = 365 * 86_400_000;
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

/** Shows a CSV file in a separate panel, number 101. */
export async function openCsv(page: Page, url: string, name: string, csv: string, theme: Theme): Promise<void> {
  await go(page, `${url}#own`, theme);
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect(panel(page, 101)).toBeVisible({ timeout: PATIENCE_MS });
  await judged(page);
}

async function go(page: Page, address: string, theme: Theme): Promise<void> {
  await page.clock.setFixedTime(NOW);
  // Stored as the page stores it, because a theme in the address is lost when the page opens a new file.
  await page.addInitScript((name) => window.localStorage.setItem('residual-demo.theme', name), theme);
  await page.goto(address);
}

/** Opens one of the page's dashboards over a range without data. */
export async function openEmpty(page: Page, url: string, dashboard: string, theme: Theme): Promise<void> {
  await go(page, `${url}#${dashboard}?from=${NOW - 2 * YEAR_MS}&to=${NOW - YEAR_MS}`, theme);
  await expect(page.getByTestId('panel-data-error').first()).toBeVisible({ timeout: PATIENCE_MS });
}

/** Draws a panel at its smallest supported size, 200 by 120 pixels. */
export async function makeSmallest(page: Page, id: number): Promise<void> {
  await chooseFromMenu(page, id, /^Smallest size/);
  await judged(page);
}

/** Opens the options of a panel. */
export async function openOptions(page: Page, id: number): Promise<void> {
  await chooseFromMenu(page, id, 'Edit options');
  await expect(page.getByTestId('options-pane')).toBeVisible();
}

async function chooseFromMenu(page: Page, id: number, item: string | RegExp): Promise<void> {
  await panel(page, id).hover();
  await panel(page, id)
    .getByRole('button', { name: /^Menu for panel/ })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Sets a numeric option of a panel, and closes the options. */
export async function setNumber(page: Page, id: number, path: string, value: number): Promise<void> {
  await openOptions(page, id);
  const field = page.getByTestId(`option-${path}`).getByRole('spinbutton');
  await field.fill(String(value));
  await field.blur();
  await page.getByRole('button', { name: 'Close options' }).click();
  await judged(page);
}

/** Chooses a value of a panel's radio option, and closes the options. */
export async function choose(page: Page, id: number, path: string, label: string): Promise<void> {
  await openOptions(page, id);
  // Grafana puts the invisible radio button over its label.
  await page.getByTestId(`option-${path}`).getByRole('radio', { name: label, exact: true }).check({ force: true });
  await page.getByRole('button', { name: 'Close options' }).click();
  await judged(page);
  await fillsItsFrame(page, id);
}

/**
 * Waits until a panel is as wide as its frame. The page measures the frame again after its neighbour has closed. Until
 * then the panel keeps its old layout, and a click at a position in the plot would miss.
 */
async function fillsItsFrame(page: Page, id: number): Promise<void> {
  await expect(page.getByTestId('options-pane')).toHaveCount(0);
  const widths = () =>
    panel(page, id).evaluate((frame) => {
      const chrome = frame.firstElementChild;
      return { frame: frame.clientWidth, chrome: chrome && Math.round(chrome.getBoundingClientRect().width) };
    });
  await expect(async () => {
    const { frame, chrome } = await widths();
    expect(chrome).toBe(frame);
  }).toPass({ timeout: PATIENCE_MS });
}

/** A point of a panel's plot in page coordinates, from shares of the plot's width and height. */
export async function pointOf(page: Page, id: number, across: number, down = 1 / 3): Promise<[number, number]> {
  const box = await panel(page, id).locator('.u-over').first().boundingBox();
  if (!box) {
    throw new Error(`The plot of panel ${id} has no place on the page.`);
  }
  return [box.x + across * box.width, box.y + down * box.height];
}

/** Opens the inspector from the tooltip of a point. @param across share of the plot's width @returns the dialog */
export async function openInspector(page: Page, id: number, across: number): Promise<Locator> {
  const point = await pointOf(page, id, across);
  await page.mouse.move(point[0] - 8, point[1]);
  await page.mouse.move(...point);
  await page.mouse.click(...point);
  await page
    .getByTestId('residual-tooltip')
    .getByRole('button', { name: /^Why( not)?\?$/ })
    .click();
  return inspected(page);
}

/** Shows the moments that are similar to the inspected one. @returns the dialog */
export async function showSimilar(page: Page): Promise<Locator> {
  await page.getByRole('tab', { name: 'Similar moments' }).click();
  return inspected(page);
}

async function inspected(page: Page): Promise<Locator> {
  const dialog = page.getByRole('dialog').filter({ has: page.getByTestId('residual-inspector') });
  await expect(dialog.locator('[aria-busy=false]').first()).toBeVisible({ timeout: PATIENCE_MS });
  await page.mouse.move(0, 0);
  return dialog;
}

/** Selects an interval of a panel's plot by dragging with Ctrl. @returns the menu that opens */
export async function selectStretch(page: Page, id: number, from: number, to: number): Promise<Locator> {
  const [start, end] = [await pointOf(page, id, from), await pointOf(page, id, to)];
  await page.keyboard.down('Control');
  await page.mouse.move(...start);
  await page.mouse.down();
  await page.mouse.move((start[0] + end[0]) / 2, end[1]);
  await page.mouse.move(...end);
  await page.mouse.up();
  await page.keyboard.up('Control');
  const menu = page.getByRole('dialog', { name: 'Label this time' });
  await expect(menu).toBeVisible({ timeout: PATIENCE_MS });
  return menu;
}

/** Matches panels without a verdict or with a coarse one. The finer one that follows changes the drawing. */
const UNDER_WAY = /^(Computing|Warming up)|refining|with a larger stride than usual/;

/** Waits until no panel computes, and the mouse is out of the way. */
export async function judged(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  const statuses = page.getByTestId('residual-status');
  await expect(statuses.first()).toBeVisible({ timeout: PATIENCE_MS });
  await expect(statuses.filter({ hasText: UNDER_WAY })).toHaveCount(0, { timeout: PATIENCE_MS });
}
