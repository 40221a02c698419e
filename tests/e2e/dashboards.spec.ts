import { expect, test } from './test';
import { PROMETHEUS_FILE, TESTDATA_FILES, readDashboard, residualPanels, viewportFor } from './provisioned';

for (const file of TESTDATA_FILES) {
  test.describe(file, () => {
    test.use({ viewport: viewportFor(readDashboard(file)) });

    test('draws every panel, without a complaint and without a request to another host', async ({
      grafana,
      page,
      traffic,
      selectors,
    }, testInfo) => {
      await traffic.leave(page);
      const dashboard = await grafana.open(file);
      await expect(page.getByText('What you should see:').first()).toBeVisible();
      for (const { title } of residualPanels(dashboard)) {
        const panel = grafana.panel(title);
        const message = panel.root.getByTestId(selectors.components.Panels.Panel.PanelDataErrorMessage);
        await expect(panel.picture.or(message)).toBeVisible();
        if (await panel.picture.isVisible()) {
          await panel.judged();
        }
        await expect(panel.root.getByTestId(selectors.components.Panels.Panel.status('error'))).toHaveCount(0);
      }
      await page.screenshot({ path: testInfo.outputPath(`${file}.png`) });
      expect(traffic.foreign).toEqual([]);
      expect(traffic.complaints).toEqual([]);
    });
  });
}

test.describe(PROMETHEUS_FILE, () => {
  test.use({ viewport: viewportFor(readDashboard(PROMETHEUS_FILE)) });

  test('draws every panel that Prometheus has series for', async ({
    grafana,
    request,
    page,
    traffic,
    selectors,
  }, testInfo) => {
    const health = await request.get('api/datasources/uid/prometheus/health');
    test.skip(!health.ok(), `Prometheus cannot be reached (HTTP ${health.status()}).`);
    await traffic.leave(page);
    const dashboard = await grafana.open(PROMETHEUS_FILE);
    for (const { title } of residualPanels(dashboard)) {
      const panel = grafana.panel(title);
      // A Prometheus that has just started has no rate yet, and some hosts have no disk.
      const message = panel.root.getByTestId(selectors.components.Panels.Panel.PanelDataErrorMessage);
      await expect(panel.picture.or(message)).toBeVisible();
      if (await panel.picture.isVisible()) {
        await panel.judged();
      }
      await expect(panel.root.getByTestId(selectors.components.Panels.Panel.status('error'))).toHaveCount(0);
    }
    await page.screenshot({ path: testInfo.outputPath(`${PROMETHEUS_FILE}.png`) });
    expect(traffic.foreign).toEqual([]);
    expect(traffic.complaints).toEqual([]);
  });
});
