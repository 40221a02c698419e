import { type Browser, chromium, expect, test } from '@playwright/test';
import { NONCE, type Served, serveGrafana, serveNetwork } from './assets/grafana';
import { showSine, verdict } from './assets/sine';
import { CHROMIUM_ARGUMENTS } from './chromium';

/** What each Chromium runs on: an emulated card, or no WebGL at all. */
const CARDS = {
  'an emulated card': CHROMIUM_ARGUMENTS,
  'no card': [
    ...CHROMIUM_ARGUMENTS.filter((argument) => !/angle|swiftshader|blocklist/.test(argument)),
    '--disable-gpu',
    '--disable-software-rasterizer',
  ],
} as const;

const FORBIDDEN = "the page's content security policy forbids it; script-src 'wasm-unsafe-eval' would allow it";

/** By card, what a page's script-src adds to 'self', and what then computes. */
const ENGINES = [
  ['an emulated card', "'unsafe-eval'", 'WebAssembly', false],
  ['an emulated card', "'wasm-unsafe-eval'", 'WebAssembly', false],
  ['an emulated card', '', 'the graphics card (WebGL)', true],
  ['no card', "'wasm-unsafe-eval'", 'WebAssembly', false],
  ['no card', '', 'plain JavaScript', true],
] as const;

const served: Served[] = [];
const browsers = new Map<string, Browser>();

test.afterEach(async () => {
  await Promise.all(served.splice(0).map((one) => one.close()));
});
test.afterAll(async () => {
  await Promise.all([...browsers.values()].map((browser) => browser.close()));
});

async function browserWith(card: keyof typeof CARDS): Promise<Browser> {
  const started =
    browsers.get(card) ?? (await chromium.launch({ executablePath: process.env.CHROME_PATH, args: [...CARDS[card]] }));
  browsers.set(card, started);
  return started;
}

/** A page that Grafana serves with this policy, its plugin from a content delivery network if there is one. */
async function open(card: keyof typeof CARDS, policy: (host: string) => string, onNetwork: boolean) {
  const cdn = onNetwork ? await serveNetwork() : undefined;
  const host = cdn === undefined ? '' : ` ${new URL(cdn.url).origin}`;
  const grafana = await serveGrafana({ cdn: cdn?.url.replace(/\/$/, ''), policy: policy(host) });
  served.push(grafana, ...(cdn === undefined ? [] : [cdn]));
  const page = await (await browserWith(card)).newPage();
  // As Grafana's own policy in trustedTypePolicies.ts.
  await page.addInitScript(() => {
    const same = (text: string) => text;
    const { trustedTypes } = window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } };
    trustedTypes.createPolicy('default', { createHTML: same, createScript: same, createScriptURL: same });
  });
  const refusals: string[] = [];
  page.on('console', (message) => {
    if (/WebAssembly/.test(message.text())) {
      refusals.push(message.text());
    }
  });
  await showSine(page, grafana.url);
  return { page, refusals };
}

for (const [card, addition, engine, isForbidden] of ENGINES) {
  for (const [where, onNetwork] of [
    ["Grafana's own server", false],
    ['a network', true],
  ] as const) {
    const source = addition === '' ? 'nothing' : addition;
    test(
      `with ${card}, runs on ${engine} if script-src adds ${source} to 'self', with the plugin on ${where}`,
      // The first combination of each kind is enough for npm test.
      onNetwork || addition === "'unsafe-eval'" ? { tag: '@long' } : {},
      async () => {
        const { page } = await open(
          card,
          (host) => `script-src 'self' 'nonce-${NONCE}' ${addition}${host}; worker-src blob: 'self'`,
          onNetwork
        );
        const said = await verdict(page);
        expect(said).toContain(`on ${engine}`);
        expect(said.includes(`WebAssembly (fused): ${FORBIDDEN}`)).toBe(isForbidden);
        await page.close();
      }
    );
  }
}

test('has WebAssembly refused once a worker, because each refusal may be reported', async () => {
  const { page, refusals } = await open('an emulated card', () => `script-src 'self' 'nonce-${NONCE}'`, false);
  await verdict(page);
  expect(refusals.length).toBeLessThanOrEqual(page.workers().length);
  await page.close();
});

test('runs under a policy of trusted types, with the plugin on a network', async () => {
  const { page } = await open('no card', () => "require-trusted-types-for 'script'", true);
  expect(await verdict(page)).toContain('on WebAssembly');
  await page.close();
});

test('names worker-src, and draws the values, where the policy allows no worker', async () => {
  const { page } = await open('no card', () => "worker-src 'none'", false);
  await expect(page.getByTestId('residual-failure')).toContainText("worker-src must allow 'self'");
  await expect(page.locator('.u-over')).toBeVisible();
  await page.close();
});
