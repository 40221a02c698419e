import type { Share } from '../browser/shading';
import { readDashboard, viewportFor } from './provisioned';
import { expect, test } from './test';

test.describe('the dashboard of every option', () => {
  test.use({ viewport: viewportFor(readDashboard('options.json')) });

  test('differs from panel to panel as its texts say', async ({ grafana }) => {
    await grafana.open('options.json');
    const intervals = async (title: string) => {
      const panel = grafana.panel(title);
      await panel.judged();
      return panel.shaded();
    };
    const usual = await intervals('Defaults');
    expect(usual.length).toBeGreaterThan(0);
    expect(await intervals('Window 256: too large')).toEqual([]);
    expect(await intervals('No shading')).toEqual([]);
    expect(await intervals('No reconstruction')).toHaveLength(usual.length);
    expect(await intervals('No error lane')).toHaveLength(usual.length);

    const width = (shares: readonly Share[]) => shares.reduce((sum, { from, to }) => sum + to - from, 0);
    const [narrow, wide] = [await intervals('Buffer 2'), await intervals('Buffer 60: too wide')];
    expect(width(narrow)).toBeLessThan(width(usual));
    expect(width(wide)).toBeGreaterThan(width(usual));
  });

  test('keeps Grafana’s field options: names, units, axes, legends', async ({ grafana }) => {
    await grafana.open('options.json');
    const renamed = grafana.panel('Renamed by an override');
    await renamed.judged();
    await expect(renamed.legendEntry('Load of the shop')).toBeVisible();
    await expect(grafana.panel('Legend as a table').root.getByRole('columnheader', { name: 'Mean' })).toBeVisible();
    await expect(
      grafana.panel('No legend, no tooltip').root.getByRole('button', { name: 'Load', exact: true })
    ).toHaveCount(0);
  });
});

test('takes the verdict out of the picture of a host that is not the one clicked in the legend', async ({
  grafana,
}) => {
  await grafana.open('many-series.json');
  const panel = grafana.panel('24 hosts');
  expect(await panel.line()).toMatch(/in \d+ of 24 series/);
  const all = (await panel.shaded()).length;
  expect(all).toBeGreaterThanOrEqual(3);
  await panel.legendEntry('web-07').click();
  await expect.poll(async () => (await panel.shaded()).length).toBe(1);
  const [{ from, to }] = await panel.shaded();
  // Ten days from 6 June; web-07 fails on 10 June from 8:00 to 14:00.
  expect(from).toBeGreaterThan(0.4);
  expect(to).toBeLessThan(0.5);
});

test('is chosen in the editor for a new panel, and judges what TestData answers', async ({
  panelEditPage,
  grafana,
  readProvisionedDataSource,
}) => {
  expect(grafana).toBeDefined();
  const { name } = await readProvisionedDataSource({ fileName: 'datasources.yml', name: 'TestData' });
  await panelEditPage.datasource.set(name);
  // plugin-e2e gives the picker fifteen seconds, which a slow machine may need for opening it.
  await expect(() => panelEditPage.setVisualization('Residual')).toPass({ timeout: 60_000 });
  await expect(panelEditPage.panel.locator.getByTestId('residual-status')).toHaveText(/anomal|judge/i);
});
