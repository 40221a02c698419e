import { type Page, expect, test } from '@playwright/test';
import { NONCE, PLUGIN_PATH, type Served, type Setting, serveGrafana, serveNetwork } from './assets/grafana';
import { showSine, verdict } from './assets/sine';

/** The policy that Grafana's own defaults.ini proposes (content_security_policy_template), its nonce filled in. */
const GRAFANAS_POLICY = [
  `script-src 'self' 'unsafe-eval' 'unsafe-inline' 'strict-dynamic' 'nonce-${NONCE}'`,
  "object-src 'none'",
  "font-src 'self'",
  "style-src 'self' 'unsafe-inline' blob:",
  'img-src * data:',
  "base-uri 'self'",
  "connect-src 'self' grafana.com",
  "manifest-src 'self'",
  "media-src 'none'",
  "form-action 'self'",
].join('; ');

const served: Served[] = [];
test.afterEach(async () => {
  await Promise.all(served.splice(0).map((one) => one.close()));
});

/** What the page asked for from the plugin's folder: file → origin. Other requests are the page's own. */
const pluginFiles = new Map<string, string>();
let network: Served;

/** Opens the page in a setting and shows it a sine. */
async function show(page: Page, setting: Setting): Promise<Served> {
  const grafana = await serveGrafana(setting);
  served.push(grafana);
  pluginFiles.clear();
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    const file = /residual(?:-anomaly-panel|\/[\d.]+)\/(.+)$/.exec(pathname)?.[1];
    if (file) {
      pluginFiles.set(file, origin);
    }
  });
  await showSine(page, grafana.url);
  return grafana;
}

async function fromNetwork(): Promise<string> {
  network = await serveNetwork();
  served.push(network);
  return network.url.replace(/\/$/, '');
}

/** The files without which there is no verdict. */
const NEEDED = ['module.js', 'analysis-worker.js', 'models/manifest.json', 'models/model.json', 'models/weights.bin'];

test("finds worker and model under a sub-path of Grafana's own server, and needs no more than worker-src 'self'", async ({
  page,
}) => {
  const grafana = await show(page, { subPath: '/grafana/', policy: "worker-src 'self'" });
  expect(await verdict(page)).toContain('on WebAssembly');
  const asked = NEEDED.map((file) => [file, pluginFiles.get(file)]);
  expect(asked).toEqual(NEEDED.map((file) => [file, new URL(grafana.url).origin]));
  expect(await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))).toContain(
    `${grafana.url}${PLUGIN_PATH}/module.js`
  );
});

test(
  "finds worker and model on a network of another origin where the policy says worker-src blob: 'self'",
  { tag: '@long' },
  async ({ page }) => {
    await show(page, { subPath: '/grafana/', cdn: await fromNetwork(), policy: "worker-src blob: 'self'" });
    expect(await verdict(page)).toContain('on WebAssembly');
    const asked = NEEDED.map((file) => [file, pluginFiles.get(file)]);
    expect(asked).toEqual(NEEDED.map((file) => [file, new URL(network.url).origin]));
  }
);

test(
  "says that blob: is missing where the plugin comes from the network and the policy has 'self' alone",
  { tag: '@long' },
  async ({ page }) => {
    await show(page, { cdn: await fromNetwork(), policy: "worker-src 'self'" });
    const failure = page.getByTestId('residual-failure');
    await expect(failure).toContainText('The analysis worker analysis-worker.js could not be started');
    await expect(failure).toContainText("worker-src must allow 'self' (and blob:");
    await expect(page.locator('.u-over')).toBeVisible();
  }
);

test("works under the policy that Grafana's own configuration proposes", { tag: '@long' }, async ({ page }) => {
  await show(page, { subPath: '/grafana/', policy: GRAFANAS_POLICY });
  expect(await verdict(page)).toContain('on WebAssembly');
});

test('names the file of the model that a policy keeps the worker from fetching', { tag: '@long' }, async ({ page }) => {
  const cdn = await fromNetwork();
  // The plugin's manifest and texts are the demo page's own requests; in Grafana the server reads them.
  const policy = `worker-src blob: 'self'; connect-src 'self' ${cdn}/plugin.json ${cdn}/locales/`;
  await show(page, { cdn, policy });
  await expect(page.getByTestId('residual-failure')).toContainText(
    "The model's file manifest.json could not be loaded"
  );
});
