import { readDashboard } from './provisioned';
import { ResidualPanel } from './pages/residualPanel';
import { addScratch, removeScratch } from './scratchDashboard';
import { expect, test } from './test';

const UID = 'residual-e2e-panel-change';

test.afterEach(async ({ request }) => {
  await removeScratch(request, UID);
});

test('a time series panel that becomes this one keeps its unit, its overrides and its legend', async ({
  host,
  request,
  gotoPanelEditPage,
}) => {
  test.skip(host.kind !== 'grafana', 'Needs Grafana; the page of npm start is here.');
  const { panels, time } = readDashboard('options.json');
  const load = panels.find(({ title }) => title === 'Defaults') ?? {};
  await addScratch(request, {
    uid: UID,
    time,
    panel: {
      ...load,
      type: 'timeseries',
      fieldConfig: {
        defaults: { unit: 'decmbytes', decimals: 1 },
        overrides: [
          {
            matcher: { id: 'byName', options: 'Load' },
            properties: [{ id: 'displayName', value: 'Load of the shop' }],
          },
        ],
      },
      options: { legend: { showLegend: true, displayMode: 'table', placement: 'bottom', calcs: ['max'] } },
    },
  });
  const page = await gotoPanelEditPage({ dashboard: { uid: UID }, id: '1' });
  await expect(() => page.setVisualization('Residual – anomaly detection')).toPass({ timeout: 60_000 });
  const panel = new ResidualPanel(page.panel.locator);
  await panel.judged();
  await expect(panel.legendEntry('Load of the shop')).toBeVisible();
  await expect(panel.root.getByRole('cell', { name: /^\d+\.\d MB$/ })).toBeVisible();
});
