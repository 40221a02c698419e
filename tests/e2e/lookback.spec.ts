import type { Page } from '@playwright/test';
import { ResidualPanel } from './pages/residualPanel';
import { PLUGIN_ID } from './provisioned';
import { expect, test } from './test';

const TESTDATA = { type: 'grafana-testdata-datasource', uid: 'testdata' };
const UID = 'residual-e2e-look-back';
const MINUTE_MS = 60_000;

/** A rhythm that the source knows at any time, and one that it makes up anew each time it is asked. */
const KNOWN = {
  title: 'Known at any time',
  target: {
    scenarioId: 'predictable_pulse',
    pulseWave: { timeStep: 60, onCount: 7, onValue: 2, offCount: 13, offValue: 1 },
  },
};
const MADE_UP = { title: 'Made up', target: { scenarioId: 'random_walk', seriesCount: 1 } };

/** A dashboard of the last four hours with one panel. */
function dashboardOf({ title, target }: typeof KNOWN | typeof MADE_UP) {
  return {
    uid: UID,
    title: 'Residual: end-to-end, look-back',
    schemaVersion: 41,
    time: { from: 'now-4h', to: 'now' },
    panels: [
      {
        id: 1,
        type: PLUGIN_ID,
        title,
        datasource: TESTDATA,
        gridPos: { x: 0, y: 0, w: 24, h: 14 },
        fieldConfig: { defaults: {}, overrides: [] },
        options: {},
        targets: [{ refId: 'A', datasource: TESTDATA, ...target }],
      },
    ],
  };
}

/** Ranges in minutes that were asked for behind the dashboard's own. */
function longerQueries(page: Page): number[] {
  const minutes: number[] = [];
  page.on('request', (request) => {
    if (request.url().includes('requestId=residual-lookback')) {
      const { from, to } = request.postDataJSON();
      minutes.push((Number(to) - Number(from)) / MINUTE_MS);
    }
  });
  return minutes;
}

test.afterEach(async ({ request }) => {
  await request.delete(`api/dashboards/uid/${UID}`);
});

for (const { shown, says } of [
  { shown: KNOWN, says: /Looked back over [\d,]+ points/ },
  { shown: MADE_UP, says: /the longer range has different (times|values)/ },
]) {
  test(`${shown.title}: a longer query is asked once, not at each refresh, and the status says what came of it`, async ({
    host,
    page,
    request,
    gotoDashboardPage,
  }) => {
    test.skip(host.kind !== 'grafana', 'Needs Grafana; the page of npm start is here.');
    const added = await request.post('api/dashboards/db', { data: { dashboard: dashboardOf(shown), overwrite: true } });
    expect(added.status()).toBe(200);
    const asked = longerQueries(page);

    const dashboard = await gotoDashboardPage({ uid: UID });
    const panel = new ResidualPanel(dashboard.getPanelByTitle(shown.title).locator);
    await panel.judged();
    await panel.status.hover();
    await expect(page.getByRole('tooltip')).toContainText(says);
    expect(asked).toHaveLength(1);
    // The wanted range begins 3,000 steps or more before now.
    expect(asked[0]).toBeGreaterThan(4 * 60);

    for (let refresh = 0; refresh < 3; refresh++) {
      const answered = page.waitForResponse((response) => response.url().includes('/api/ds/query'));
      await dashboard.refreshDashboard();
      await answered;
      await panel.judged();
    }
    expect(asked).toHaveLength(1);
  });
}

test('the page of npm start looks back over its own sources', async ({ host, page }) => {
  test.skip(host.kind !== 'page', 'Needs the page of npm start.');
  // Another address that differs in its hash alone would load nothing.
  await page.goto('about:blank');
  await page.goto('./#metrics');
  const panel = new ResidualPanel(page.getByTestId('panel-11'));
  await panel.judged();
  await panel.status.hover();
  await expect(page.getByRole('tooltip')).toContainText(/Looked back over [\d,]+ points/);
});
