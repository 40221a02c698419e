import type { Share } from '../browser/shading';
import { expect, test } from './test';

test.describe('the dashboard of every option', () => {
  // Its panels are judged one after another on the way down.
  test.slow();

  test('differs from panel to panel as its texts say', async ({ grafana }) => {
    await grafana.open('options.json');
    const intervals = async (title: string) => {
      const panel = await grafana.reveal(title);
      await panel.judged();
      return panel.shaded();
    };
    const usual = await intervals('Defaults');
    expect(usual.length).toBeGreaterThan(0);
    expect(await intervals('Window 256: too large')).toEqual([]);
    const width = (shares: readonly Share[]) => shares.reduce((sum, { from, to }) => sum + to - from, 0);
    expect(width(await intervals('Buffer 2'))).toBeLessThan(width(usual));
    expect(width(await intervals('Buffer 60: too wide'))).toBeGreaterThan(width(usual));
    expect(await intervals('No error lane')).toHaveLength(usual.length);
    expect(await intervals('No shading')).toEqual([]);
  });

  test('keeps Grafana’s field options: names, units, axes, legends', async ({ grafana }) => {
    await grafana.open('options.json');
    const renamed = await grafana.reveal('Renamed by an override');
    await renamed.judged();
    await expect(renamed.legendEntry('Load of the shop')).toBeVisible();
    const table = await grafana.reveal('Legend as a table');
    await expect(table.root.getByRole('columnheader', { name: 'Mean' })).toBeVisible();
    const bare = await grafana.reveal('No legend, no tooltip');
    await bare.judged();
    await expect(bare.root.getByRole('button', { name: 'Load', exact: true })).toHaveCount(0);
  });
});

test('finds the three hosts that misbehave among 24, and no other, where it is to be quiet', async ({ grafana }) => {
  await grafana.open('many-series.json');
  expect(await (await grafana.reveal('24 hosts, quiet, legend as a table')).line()).toMatch(/ in 3 of 24 series/);
});

test('takes the verdict out of the picture of a host that is not the one clicked in the legend', async ({
  grafana,
}) => {
  test.slow();
  await grafana.open('many-series.json');
  const panel = await grafana.reveal('24 hosts');
  expect(await panel.line()).toMatch(/in \d+ of 24 series/);
  const all = (await panel.shaded()).length;
  expect(all).toBeGreaterThanOrEqual(3);
  await panel.legendEntry('web-07').click();
  await expect.poll(async () => (await panel.shaded()).length).toBe(1);
  const [{ from, to }] = await panel.shaded();
  // Ten days from 6 June; web-07 fails on 10 June from 8:00 to 14:00. An interval may be a window of 64 half-hours wider.
  const [start, end, window] = [4 + 8 / 24, 4 + 14 / 24, 64 / 48].map((days) => days / 10);
  expect(from).toBeGreaterThan(start - window);
  expect(to).toBeLessThan(end + window);
  expect(from).toBeLessThan(end);
  expect(to).toBeGreaterThan(start);
});

test('shows one host alone, or all again, from the overview strip by keyboard', async ({ grafana, page }) => {
  test.slow();
  await grafana.open('many-series.json');
  const panel = await grafana.reveal('24 hosts');
  await panel.judged();
  const all = (await panel.shaded()).length;
  const lanes = panel.root.getByRole('list', { name: 'Series, most severe first' }).getByRole('button');
  await lanes.nth(0).focus();
  await page.keyboard.press('ArrowDown');
  await expect(lanes.nth(1)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(lanes.nth(0)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await panel.shaded()).length).toBe(1);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await panel.shaded()).length).toBe(all);
});

test('is chosen in the editor for a new panel, and judges what TestData answers', async ({
  panelEditPage,
  grafana,
  readProvisionedDataSource,
}) => {
  test.slow();
  expect(grafana).toBeDefined();
  const { name } = await readProvisionedDataSource({ fileName: 'datasources.yml', name: 'TestData' });
  await panelEditPage.datasource.set(name);
  // plugin-e2e gives the picker fifteen seconds, which a slow machine may need for opening it.
  await expect(() => panelEditPage.setVisualization('Residual – anomaly detection')).toPass({ timeout: 60_000 });
  await expect(panelEditPage.panel.locator.getByTestId('residual-status')).toHaveText(/anomal|judge/i);
});
