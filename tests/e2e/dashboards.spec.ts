import type { PluginFixture } from '@grafana/plugin-e2e';
import type { GrafanaSite } from './pages/grafanaSite';
import { PROMETHEUS_FILE, TESTDATA_FILES, readDashboard, residualPanels } from './provisioned';
import { expect, test } from './test';

/** Panels that one test looks at: a slow machine judges so many well within its time. */
const PANELS_A_TEST = 8;

/** The titles of a dashboard's panels of the plugin, a few at a time. */
function titlesOf(file: string): string[][] {
  const titles = residualPanels(readDashboard(file)).map(({ title }) => title);
  return titles.flatMap((_, i) => (i % PANELS_A_TEST === 0 ? [titles.slice(i, i + PANELS_A_TEST)] : []));
}

/** Each panel has a verdict or Grafana's word on why there is nothing to judge, and no query failed. */
async function expectDrawn(
  grafana: GrafanaSite,
  titles: readonly string[],
  { components: { Panels } }: PluginFixture['selectors']
): Promise<void> {
  for (const title of titles) {
    const panel = await grafana.reveal(title);
    const message = panel.root.getByTestId(Panels.Panel.PanelDataErrorMessage);
    await expect(panel.picture.or(message), title).toBeVisible();
    if (await panel.picture.isVisible()) {
      await panel.judged();
    }
    await expect(panel.root.getByTestId(Panels.Panel.status('error')), title).toHaveCount(0);
  }
}

for (const file of TESTDATA_FILES) {
  for (const titles of titlesOf(file)) {
    test(`draws ${file} from “${titles[0]}” on, without a complaint and without a request to another host`, async ({
      grafana,
      page,
      traffic,
      selectors,
    }) => {
      await traffic.leave(page);
      await grafana.open(file);
      await expect(page.getByText('What you should see:').first()).toBeVisible();
      await expectDrawn(grafana, titles, selectors);
      expect(traffic.foreign).toEqual([]);
      expect(traffic.complaints).toEqual([]);
    });
  }
}

for (const titles of titlesOf(PROMETHEUS_FILE)) {
  test(`draws ${PROMETHEUS_FILE} from “${titles[0]}” on, where Prometheus can be reached`, async ({
    grafana,
    page,
    request,
    traffic,
    selectors,
  }) => {
    const health = await request.get('api/datasources/uid/prometheus/health');
    test.skip(!health.ok(), `Prometheus cannot be reached (HTTP ${health.status()}).`);
    await traffic.leave(page);
    await grafana.open(PROMETHEUS_FILE);
    await expectDrawn(grafana, titles, selectors);
    expect(traffic.foreign).toEqual([]);
    expect(traffic.complaints).toEqual([]);
  });
}
