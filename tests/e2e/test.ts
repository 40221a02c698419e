import { test as grafanaTest } from '@grafana/plugin-e2e';
import { BASE_URL, type Host, findHost } from './host';
import { GrafanaSite } from './pages/grafanaSite';
import type { Site } from './pages/site';
import { StandaloneSite } from './pages/standaloneSite';
import { Traffic } from './traffic';

interface TestFixtures {
  /** Grafana or the page, whichever is there. */
  readonly site: Site;
  /** Grafana; a test that asks for it is skipped where the page is. */
  readonly grafana: GrafanaSite;
  readonly traffic: Traffic;
  /** What plugin-e2e would read from a page of its own; asked from Grafana's API here, which costs no page. */
  readonly bootData: { version: string; namespace: string; selectorsUrl?: string };
}

interface WorkerFixtures {
  readonly host: Host;
}

/** plugin-e2e's test with the page objects of this folder. */
export const test = grafanaTest.extend<TestFixtures, WorkerFixtures>({
  host: [async ({}, use) => use(await findHost()), { scope: 'worker' }],
  context: async ({ context }, use) => {
    // plugin-e2e opens the host's first page before each test. No test looks at it, and a slow machine takes long over it.
    const blank = { contentType: 'text/html', body: '<!doctype html><title>Blank</title>' };
    await context.route(new URL('/', BASE_URL).href, (route) => route.fulfill(blank), { times: 1 });
    await use(context);
  },
  bootData: async ({ host }, use) => use({ version: host.version, namespace: 'default' }),
  traffic: async ({ context }, use) => use(new Traffic(context)),
  site: async ({ host, page, gotoDashboardPage, gotoPanelEditPage }, use) =>
    use(
      host.kind === 'grafana'
        ? new GrafanaSite(page, { gotoDashboardPage, gotoPanelEditPage })
        : new StandaloneSite(page)
    ),
  grafana: async ({ host, page, gotoDashboardPage, gotoPanelEditPage }, use, testInfo) => {
    testInfo.skip(host.kind !== 'grafana', 'Needs Grafana; the page of npm start is here.');
    await use(new GrafanaSite(page, { gotoDashboardPage, gotoPanelEditPage }));
  },
});

export { expect } from '@grafana/plugin-e2e';
