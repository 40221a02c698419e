import type { Share } from '../browser/shading';
import { STORY_TITLE, type Story } from './pages/site';
import { expect, test } from './test';

/** Smoothing and buffer widen an interval by some points: a fiftieth of the range is 48 of them. */
const MARGIN = 0.02;

/** Share of the plot that is shaded. */
const width = (shares: readonly Share[]) => shares.reduce((sum, { from, to }) => sum + to - from, 0);

/** Holds the shading against the truth: all of it in the tangent, and the tangent's poles in it. */
async function expectTangentShaded({ panel, series, shareOf }: Story): Promise<void> {
  await panel.judged();
  const [tangent] = series.incidents;
  await expect.poll(async () => (await panel.shaded()).length).toBeGreaterThan(0);
  const shaded = await panel.shaded();
  for (const { from, to } of shaded) {
    expect(from).toBeGreaterThan(shareOf(tangent.start) - MARGIN);
    expect(to).toBeLessThan(shareOf(tangent.end) + MARGIN);
  }
  // The sines stay within 1.5; what is beyond 2 belongs to the tangent's poles.
  const poles = series.times.filter((_, i) => Math.abs(series.values[i]) > 2).map(shareOf);
  const covered = poles.filter((pole) => shaded.some(({ from, to }) => pole > from - 0.002 && pole < to + 0.002));
  expect(poles.length).toBeGreaterThan(0);
  expect(covered.length / poles.length).toBeGreaterThan(0.9);
}

for (const theme of ['dark', 'light'] as const) {
  test(
    `shades the tangent and nothing else in the ${theme} theme`,
    { tag: theme === 'light' ? '@page' : [] },
    async ({ site, page }) => {
      const story = await site.openStory(theme);
      await expectTangentShaded(story);
      const brightness = await story.panel.root.evaluate((frame) => {
        const [red] = getComputedStyle(frame).backgroundColor.match(/\d+/g) ?? [];
        return Number(red);
      });
      expect(brightness > 128).toBe(theme === 'light');
      await page.screenshot({ path: test.info().outputPath(`story-${theme}.png`) });
    }
  );

  test(`has nothing in it that keeps people out in the ${theme} theme`, async ({ site, scanForA11yViolations }) => {
    const { panel } = await site.openStory(theme);
    await panel.judged();
    const report = await scanForA11yViolations({ include: '[data-testid="residual-panel"]' });
    expect(report).toHaveNoA11yViolations();
  });
}

test('says in its corner what it found, and on hover by what', { tag: '@page' }, async ({ site, page }) => {
  const { panel } = await site.openStory();
  expect(await panel.line()).toMatch(/: \d+ anomal(y|ies)$/);
  await expect(panel.status).toHaveText(/^\d+ anomal/);
  await panel.status.hover();
  const tooltip = page.getByRole('tooltip');
  await expect(tooltip).toContainText(/weights [0-9a-f]{8}/);
  await expect(tooltip).toContainText(/WebGL|WebAssembly|JavaScript/);
});

test(
  'asks for model and worker in its own folder, for nothing on another host, and complains of nothing',
  { tag: '@page' },
  async ({ site, page, traffic, baseURL }) => {
    await traffic.leave(page);
    const { panel } = await site.openStory();
    await panel.judged();

    const folder = new URL('public/plugins/residual-anomaly-panel/', baseURL).href;
    expect(traffic.ofPlugin.filter((url) => !url.startsWith(folder))).toEqual([]);
    // The list would be empty as well if nobody had listened: the worker's own requests must be in it.
    expect(traffic.ofPlugin.filter((url) => /weights|\.bin/.test(url))).not.toEqual([]);
    expect(traffic.foreign).toEqual([]);
    expect(traffic.complaints).toEqual([]);
  }
);

test('takes a change of its options at once', async ({ site }) => {
  // Two pages, and the verdict on three questions.
  test.slow();
  const story = await site.openStory();
  await story.panel.judged();
  const options = await site.editOptions(STORY_TITLE);
  await options.panel.judged();
  await expect.poll(async () => (await options.panel.shaded()).length).toBeGreaterThan(0);

  await options.setSwitch('Display', 'Shading', false);
  await expect.poll(() => options.panel.shaded()).toEqual([]);
  await options.setSwitch('Display', 'Shading', true);
  await expect.poll(async () => (await options.panel.shaded()).length).toBeGreaterThan(0);

  // Widened by 200 points, of which the plot shows 2,400, an interval is another one, and so is the question.
  const usual = width(await options.panel.shaded());
  await options.setNumber('Detection', 'Error buffer', 200);
  await expect.poll(async () => width(await options.panel.shaded())).toBeGreaterThan(usual + 0.05);
  await options.setNumber('Detection', 'Error buffer', 10);
  await expect.poll(async () => width(await options.panel.shaded())).toBeLessThan(usual + 0.01);
});

test('zooms the dashboard by a drag across the plot', async ({ site, page }) => {
  const { panel } = await site.openStory();
  await panel.judged();
  const before = page.url();
  await panel.drag(0.5, 0.75);
  await expect(page).not.toHaveURL(before);
  await expect(page).toHaveURL(/from=[^&]+&to=/);
  await panel.judged();
});
