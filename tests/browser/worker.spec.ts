import { type Page, expect, test } from '@playwright/test';
import type { Question, Reply, WorkerPage } from './worker/page';
import { type Site, serveSite } from './worker/site';

declare const window: Window & { workerPage: WorkerPage };

let site: Site;
test.beforeAll(async () => {
  site = await serveSite();
});
test.afterAll(() => site.close());
test.afterEach(() => site.tampering.clear());

async function open(page: Page, question: Partial<Omit<Question, 'points'>> = {}): Promise<void> {
  await page.goto(site.origin);
  const assetsUrl = question.assetsUrl ?? `${site.origin}/plugin/`;
  await page.evaluate((asked) => window.workerPage.open(asked), { ...question, assetsUrl });
}

const ask = (page: Page, points = 600, seed = 0): Promise<Reply> =>
  page.evaluate(([many, start]) => window.workerPage.ask(many, start), [points, seed] as const);

async function answered(reply: Promise<Reply>): Promise<Exclude<Reply, { failure: unknown }>> {
  const got = await reply;
  if ('failure' in got) {
    throw new Error(`${got.failure.code}: ${got.failure.message}`);
  }
  return got;
}

test('runs on WebAssembly where the graphics card is emulated, and says why', async ({ page }) => {
  await open(page);
  const reply = await answered(ask(page, 3000));
  expect(reply.statuses).toEqual(['detected']);
  expect(reply.engine.backend).toBe('wasm');
  expect(reply.engine.passedOver).toEqual([expect.stringMatching(/^WebGL: software renderer \(.*SwiftShader/)]);
  expect(reply.engine.model.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('looks closely at a series', { tag: '@long' }, async ({ page }) => {
  await open(page, { preference: 'wasm' });
  const look = await page.evaluate(() => window.workerPage.inspect(5000, 2500));
  // Without noise all errors are small beside the values. Two windows of 64 points on either side.
  expect(look).toMatchObject({ reason: 'quiet-window', values: 257, similar: 6 });
  // Those about as near as the second one, of eight at most.
  expect(look.recalled).toBeGreaterThanOrEqual(2);
  expect(look.recalled).toBeLessThanOrEqual(8);
});

test(
  'gives the same reconstruction on WebGL, and goes on without it when its context is lost',
  { tag: '@long' },
  async ({ page }) => {
    await open(page, { preference: 'webgl' });
    const onWebgl = await answered(ask(page));
    expect(onWebgl.engine.backend).toBe('webgl');
    await page.workers()[0].evaluate(() => {
      // tfjs keeps its engine on the worker's global object.
      const { _tfengine } = self as unknown as { _tfengine: { backend: { gpgpu: { gl: WebGL2RenderingContext } } } };
      _tfengine.backend.gpgpu.gl.getExtension('WEBGL_lose_context')?.loseContext();
    });
    const after = await answered(ask(page, 600, 1));
    expect(after.engine.backend).toBe('wasm');
    expect(after.engine.passedOver).toEqual([expect.stringMatching(/^WebGL: failed while computing/)]);
    await open(page, { preference: 'wasm' });
    const onWasm = await answered(ask(page));
    const offBy = onWasm.reconstruction.map((value, index) => Math.abs(value - onWebgl.reconstruction[index]));
    expect(offBy).toHaveLength(600);
    expect(Math.max(...offBy)).toBeLessThan(1e-3);
  }
);

test(
  'computes several series at once on WebGL, in one worker, and each gets its own answer',
  { tag: '@long' },
  async ({ page }) => {
    await open(page, { preference: 'webgl' });
    // The emulated card is slow: with all the time there is, windows move as on WebAssembly.
    const ask10 = () => page.evaluate(() => window.workerPage.askMany(10, 300, 0, 1e9));
    const many = await ask10();
    expect(many.statuses).toEqual(Array(10).fill('detected'));
    expect(many.engine.backend).toBe('webgl');
    expect(page.workers()).toHaveLength(1);
    await open(page, { preference: 'wasm' });
    const onWasm = await ask10();
    many.levels.forEach((level, i) => expect(level).toBeCloseTo(onWasm.levels[i], 3));
  }
);

test('computes again in a new worker when one is gone in the middle', { tag: '@long' }, async ({ page }) => {
  await open(page, { patience: { tickMs: 500, ticksToStart: 60, ticksToAnswer: 6 } });
  await answered(ask(page, 100));
  const [worker] = page.workers();
  const reply = ask(page, 50_000);
  await expect.poll(() => page.evaluate(() => window.workerPage.isAsking())).toBe(true);
  await worker.evaluate(() => self.close());
  // The page answers while a worker computes. Had it answered before it closed, this would be a test of nothing.
  expect(await page.evaluate(() => window.workerPage.isAsking())).toBe(true);
  expect((await answered(reply)).statuses).toEqual(['detected']);
  expect(page.workers()).toHaveLength(1);
  expect(page.workers()).not.toContain(worker);
});

test(
  'spreads twenty series over two workers, and gives them back once nobody asks',
  { tag: '@long' },
  async ({ page }) => {
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await open(page, { workers: 2, idleTimeoutMs: 2_000 });
    const many = page.evaluate(() => window.workerPage.askMany(20, 2_000, 0));
    await expect.poll(() => page.workers().length).toBe(2);
    const { statuses, levels } = await many;
    expect(statuses).toEqual(Array(20).fill('detected'));
    expect(levels.map((level) => Math.round(level / 100))).toEqual(Array.from({ length: 20 }, (_, i) => i));
    // Both workers have the model, and it came over the network once.
    const model = ['manifest.json', 'model.json', 'weights.bin'].map((file) => `/plugin/models/${file}`);
    expect(fetched.filter((path) => path.startsWith('/plugin/models/')).sort()).toEqual(model);
    await expect.poll(() => page.workers().length).toBe(0);
    expect((await answered(ask(page))).statuses).toEqual(['detected']);
    expect(page.workers()).toHaveLength(1);
  }
);

test('goes on with the other worker when one of two is gone', { tag: '@long' }, async ({ page }) => {
  await open(page, { workers: 2, patience: { tickMs: 500, ticksToStart: 60, ticksToAnswer: 6 } });
  const many = page.evaluate(() => window.workerPage.askMany(20, 2_000, 0));
  await expect.poll(() => page.workers().length).toBe(2);
  const [, second] = page.workers();
  await second.evaluate(() => self.close());
  const { statuses, levels } = await many;
  expect(statuses).toEqual(Array(20).fill('detected'));
  expect(levels.map((level) => Math.round(level / 100))).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(page.workers()).not.toContain(second);
});

test('answers 200 series in their order', { tag: '@long' }, async ({ page }) => {
  await open(page, { workers: 2 });
  const { statuses, levels } = await page.evaluate(() => window.workerPage.askMany(200, 1_000, 0));
  expect(statuses).toEqual(Array(200).fill('detected'));
  expect(levels.map((level) => Math.round(level / 100))).toEqual(Array.from({ length: 200 }, (_, i) => i));
});

test('computes a refresh with a few new points in a fraction of the time', { tag: '@long' }, async ({ page }) => {
  await open(page, { workers: 1 });
  await page.evaluate(() => window.workerPage.askMany(4, 2_000, 0));
  const whole = await page.evaluate(() => window.workerPage.askMany(4, 2_000, 100_000));
  const refresh = await page.evaluate(() => window.workerPage.askMany(4, 2_000, 100_005));
  expect(refresh.statuses).toEqual(Array(4).fill('detected'));
  expect(refresh.elapsedMs).toBeLessThan(whole.elapsedMs / 3);
});

test(
  'takes WebAssembly where it was measured to be faster than the graphics card, and remembers that',
  { tag: '@long' },
  async ({ page }) => {
    // The emulated card under another name, and let in although it is slow.
    site.tampering.set('analysis-worker.js', { change: (script) => Buffer.concat([Buffer.from(DISGUISE), script]) });
    await open(page);
    const { engine } = await answered(ask(page));
    const benchmark = await page.evaluate(() => window.workerPage.benchmark());
    expect(benchmark).toEqual({ renderer: 'Imaginary card', webgl: expect.any(Number), wasm: expect.any(Number) });
    expect(benchmark?.wasm).toBeGreaterThan(benchmark?.webgl ?? Infinity);
    expect([engine.backend, engine.passedOver]).toEqual([
      'wasm',
      [expect.stringMatching(/^WebGL: WebAssembly was [\d.]+ times as fast here$/)],
    ]);
    const known = { renderer: 'Imaginary card', webgl: 1_000, wasm: 7_000 };
    await open(page, { benchmark: known });
    expect((await answered(ask(page))).engine.passedOver).toEqual(['WebGL: WebAssembly was 7 times as fast here']);
  }
);

const DISGUISE = `{
  const RENDERER = 0x9246;
  const { getContext } = OffscreenCanvas.prototype;
  OffscreenCanvas.prototype.getContext = function (kind, attributes) {
    return getContext.call(this, kind, { ...attributes, failIfMajorPerformanceCaveat: false });
  };
  const { getParameter } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.getParameter = function (name) {
    return name === RENDERER ? 'Imaginary card' : getParameter.call(this, name);
  };
}
`;

test('stops a long computation between two batches when it is aborted', { tag: '@long' }, async ({ page }) => {
  await open(page);
  await answered(ask(page, 100));
  const begin = Date.now();
  await answered(ask(page, 50_000, 1));
  const whole = Date.now() - begin;
  // Not cancelled, the second question would wait for almost the whole of the first.
  expect(await page.evaluate(() => window.workerPage.abortThenAsk(50_000))).toBeLessThan(whole / 2);
});

test('names the worker when its file is missing', async ({ page }) => {
  site.tampering.set('analysis-worker.js', { missing: true });
  await open(page);
  expect(await ask(page)).toMatchObject({
    failure: { code: 'worker-unavailable', message: expect.stringContaining('analysis-worker.js') },
  });
});

test('refuses broken weights, names them, and works after a retry once they are whole', async ({ page }) => {
  site.tampering.set('models/weights.bin', {
    change: (content) => Buffer.concat([content.subarray(0, -1), Buffer.of(content[content.length - 1] ^ 1)]),
  });
  await open(page);
  expect(await ask(page)).toMatchObject({
    failure: { code: 'model-corrupt', message: expect.stringContaining('weights.bin') },
  });
  site.tampering.clear();
  await page.evaluate(() => window.workerPage.retry());
  expect((await answered(ask(page))).statuses).toEqual(['detected']);
});

test('names a model file that is missing', async ({ page }) => {
  site.tampering.set('models/model.json', { missing: true });
  await open(page);
  expect(await ask(page)).toMatchObject({
    failure: { code: 'model-missing', message: expect.stringMatching(/model\.json.*404/) },
  });
});

test('says what to allow when the content security policy forbids workers', async ({ page }) => {
  site.tampering.set('', { headers: { 'content-security-policy': "worker-src 'none'" } });
  await open(page);
  expect(await ask(page)).toMatchObject({
    failure: { code: 'worker-unavailable', remedy: expect.stringContaining('worker-src') },
  });
});

test('computes on the emulated card when the content security policy forbids WebAssembly', async ({ page }) => {
  site.tampering.set('analysis-worker.js', { headers: { 'content-security-policy': "script-src 'self'" } });
  await open(page);
  const { engine } = await answered(ask(page, 200));
  expect(engine.backend).toBe('webgl');
  expect(engine.passedOver).toEqual([
    expect.stringMatching(/^WebAssembly \(fused\): .*'wasm-unsafe-eval' would allow it/),
  ]);
});

test('works when the plugin comes from another origin', async ({ page }) => {
  const network = await serveSite();
  try {
    await open(page, { assetsUrl: `${network.origin}/plugin/` });
    expect((await answered(ask(page))).engine.backend).toBe('wasm');
  } finally {
    await network.close();
  }
});
