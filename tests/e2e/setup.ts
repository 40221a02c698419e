import { expect, test as setup } from '@playwright/test';
import { BASE_URL, findHost } from './host';
import { PROMETHEUS_FILE, TESTDATA_FILES, readDashboard } from './provisioned';
import { SESSION_FILE } from './session';

const USER = process.env.GRAFANA_ADMIN_USER ?? 'admin';
const PASSWORD = process.env.GRAFANA_ADMIN_PASSWORD ?? 'admin';

setup('signs in, and finds plugin, data sources and dashboards', async ({ request }) => {
  const host = await findHost();
  if (host.kind === 'page') {
    await request.storageState({ path: SESSION_FILE });
    return;
  }
  const signIn = await request.post('login', { data: { user: USER, password: PASSWORD } });
  if (!signIn.ok()) {
    // Without an account the dev stack's anonymous administrator will do, where there is one.
    const anonymous = await request.get('api/search?limit=1');
    expect(
      anonymous.ok(),
      `${BASE_URL} lets in neither ${USER} (HTTP ${signIn.status()}) nor anyone (HTTP ${anonymous.status()}). ` +
        'Name an account in GRAFANA_ADMIN_USER and GRAFANA_ADMIN_PASSWORD.'
    ).toBe(true);
  }
  await request.storageState({ path: SESSION_FILE });

  const plugin = await request.get('api/plugins/residual-anomaly-panel/settings');
  expect(plugin.status(), 'The plugin is not loaded: npm run build, mount dist/, allow it unsigned.').toBe(200);
  const testData = await request.get('api/datasources/uid/testdata');
  expect(testData.status(), 'The data sources of provisioning/datasources are not there.').toBe(200);

  for (const file of [...TESTDATA_FILES, PROMETHEUS_FILE]) {
    const dashboard = readDashboard(file);
    const there = await request.get(`api/dashboards/uid/${dashboard.uid}`);
    if (there.status() === 404) {
      // A Grafana that was given the data sources alone: the same dashboards by its API.
      const added = await request.post('api/dashboards/db', { data: { dashboard, overwrite: true } });
      expect(added.status(), `${file} is not provisioned and could not be added: ${await added.text()}`).toBe(200);
    } else {
      expect(there.status(), `${file} cannot be read`).toBe(200);
    }
  }
});
