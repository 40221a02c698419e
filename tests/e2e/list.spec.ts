import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { ResidualPanel } from './pages/residualPanel';
import { readDashboard } from './provisioned';
import { addScratch, annotationsOf, removeScratch } from './scratchDashboard';
import { expect, test } from './test';

const UID = 'residual-e2e-list';
const TITLE = 'List at the bottom';

/** What goes wrong in the load (demo/generator/dashboards/load.ts), UTC. */
const INCIDENTS = [
  { direction: 'below', from: Date.UTC(2024, 5, 6, 9), to: Date.UTC(2024, 5, 6, 12) },
  { direction: 'above', from: Date.UTC(2024, 5, 9, 2), to: Date.UTC(2024, 5, 9, 5) },
];

test.beforeEach(async ({ host, request }) => {
  test.skip(host.kind !== 'grafana', 'Needs Grafana; the page of npm start is here.');
  const { panels, time } = readDashboard('options.json');
  const panel = panels.find(({ title }) => title === TITLE) ?? {};
  await addScratch(request, { uid: UID, time, panel });
});

test.afterEach(async ({ request }) => {
  await removeScratch(request, UID);
});

const rowsOf = ({ root }: ResidualPanel): Locator =>
  root.getByRole('grid', { name: 'Anomalies' }).locator('[data-row]');

test('the list is walked with the arrows, explains with Enter, gets the focus back with Escape and zooms with the space bar', async ({
  page,
  gotoDashboardPage,
}) => {
  test.slow();
  const panel = new ResidualPanel((await gotoDashboardPage({ uid: UID })).getPanelByTitle(TITLE).locator);
  await panel.judged();
  const [first, second] = [rowsOf(panel).nth(0), rowsOf(panel).nth(1)];
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await expect(second).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(first).toBeFocused();

  await page.keyboard.press('Enter');
  const inspector = page.getByTestId('residual-inspector');
  await expect(inspector).toContainText(/expected|threshold/i);
  await expect(async () => {
    // The tooltip of the drawer's own close button takes the first where it is open by then.
    await page.keyboard.press('Escape');
    await expect(inspector).toBeHidden({ timeout: 1000 });
  }).toPass();
  await expect(first).toBeFocused();

  const before = page.url();
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/from=[^&]+&to=/);
  await expect(page).not.toHaveURL(before);
  await panel.judged();
  // Two days on their own are too little for a verdict, so there is no row to press Escape in.
  await panel.root.getByRole('button', { name: /^Back to / }).click();
  await expect(rowsOf(panel)).toHaveCount(INCIDENTS.length, { timeout: 60_000 });
});

test('anomalies are saved as CSV, a line each', async ({ page, gotoDashboardPage }) => {
  const panel = new ResidualPanel((await gotoDashboardPage({ uid: UID })).getPanelByTitle(TITLE).locator);
  await panel.judged();
  const saved = page.waitForEvent('download');
  await panel.root.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Anomalies as CSV' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  const [heading, ...lines] = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
  const columns = heading.replace(/^\uFEFF/, '').split(',');
  const anomalies = lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, column) => [columns[column].replaceAll('"', ''), cell]))
  );
  expect(anomalies).toHaveLength(INCIDENTS.length);
  for (const { direction, from, to } of INCIDENTS) {
    const found = anomalies.find((one) => one.direction === direction);
    expect(found?.series).toBe('Load');
    expect(Date.parse(found?.start ?? '')).toBeLessThanOrEqual(from);
    expect(Date.parse(found?.end ?? '')).toBeGreaterThanOrEqual(to);
  }
});

test('anomalies are kept as annotations once, however often one asks for it', async ({
  page,
  request,
  gotoDashboardPage,
}) => {
  const panel = new ResidualPanel((await gotoDashboardPage({ uid: UID })).getPanelByTitle(TITLE).locator);
  for (const outcome of ['2 written, 0 already there', '0 written, 2 already there']) {
    await panel.judged();
    await panel.root.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: /^Save as annotations/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Write annotations' }).click();
    await expect(dialog).toContainText(outcome);
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await expect(dialog).toBeHidden();
  }
  const kept = await annotationsOf(request, UID);
  expect(kept).toHaveLength(INCIDENTS.length);
  for (const { from, to } of INCIDENTS) {
    const tags = ['residual', 'residual:anomaly', 'residual:series=Load'];
    expect(
      kept.some((one) => one.time <= from && one.timeEnd >= to && tags.every((tag) => one.tags.includes(tag)))
    ).toBe(true);
  }
});
