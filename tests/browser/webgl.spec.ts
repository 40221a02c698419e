import { type Page, expect, test } from '@playwright/test';
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ParityCase, WebglPage } from './webgl/page';

declare const window: Window & { webglPage: WebglPage };

const root = path.resolve(__dirname, '../..');

/** Bundled once; it needs no server. */
let script: string;
let files: Record<string, string>;
test.beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [path.join(__dirname, 'webgl/page.ts')],
    bundle: true,
    format: 'iife',
    write: false,
  });
  script = outputFiles[0].text;
  const names = ['manifest.json', 'model.json', 'weights.bin'];
  const contents = await Promise.all(names.map((name) => readFile(path.join(root, 'models', name), 'base64')));
  files = Object.fromEntries(names.map((name, index) => [name, contents[index]]));
});

/** @param change JavaScript that makes the browser one with less than Chromium has, before anything else runs */
async function open(page: Page, change?: string): Promise<void> {
  if (change) {
    await page.addScriptTag({ content: change });
  }
  await page.addScriptTag({ content: script });
  await page.evaluate((model) => window.webglPage.load(model), files);
}

test('gives the latents and reconstructions that Keras gives', async ({ page }) => {
  const { cases } = JSON.parse(await readFile(path.join(root, 'tests/golden/model-parity.json'), 'utf8')) as {
    cases: ParityCase[];
  };
  expect(cases.map(({ windows }) => windows[0].length)).toEqual(expect.arrayContaining([16, 64, 256]));
  await open(page);
  await page.evaluate(() => window.webglPage.build('program'));
  for (const golden of cases) {
    const { latents, reconstructions } = await page.evaluate(
      (expected) => window.webglPage.differenceTo(expected),
      golden
    );
    expect(latents).toBeLessThan(1e-4);
    expect(reconstructions).toBeLessThan(1e-4);
  }
});

test('gives what tf.layers gives on WebGL', { tag: '@long' }, async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.webglPage.build('program', 'layers'));
  for (const [count, windowSize] of [
    [1, 16],
    [3, 17],
    [16, 64],
  ]) {
    const { latents, reconstructions } = await page.evaluate(
      ([many, size]) => window.webglPage.differences(['program', 'layers'], many, size),
      [count, windowSize]
    );
    expect(latents).toBeLessThan(1e-5);
    expect(reconstructions).toBeLessThan(1e-5);
  }
});

test('gives what WebAssembly gives for batches and windows of every size', { tag: '@long' }, async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.webglPage.build('program', 'wasm'));
  // 2,049 windows are more than one texture takes, 37 are no whole number of what is rounded to.
  for (const [count, windowSize] of [
    [1, 256],
    [16, 256],
    [37, 33],
    [256, 64],
    [2049, 16],
  ]) {
    const { latents, reconstructions } = await page.evaluate(
      ([many, size]) => window.webglPage.differences(['program', 'wasm'], many, size),
      [count, windowSize]
    );
    expect(latents).toBeLessThan(1e-4);
    expect(reconstructions).toBeLessThan(1e-4);
  }
});

test('holds activations at their limits for values of any size, and does not hide what is not a number', async ({
  page,
}) => {
  await open(page);
  await page.evaluate(() => window.webglPage.build('program', 'wasm'));
  const latents = (value: number) =>
    page.evaluate(async (everywhere) => {
      const points = new Array<number>(16).fill(everywhere);
      return [await window.webglPage.latentsOf('program', points), await window.webglPage.latentsOf('wasm', points)];
    }, value);
  for (const value of [1e30, -1e30]) {
    const [found, expected] = await latents(value);
    found.forEach((latent, index) => expect(latent).toBeCloseTo(expected[index], 4));
  }
  expect((await latents(NaN))[0]).toEqual(new Array(16).fill(NaN));
});

test('draws once a step and half, with a program that every batch and window shares', async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.webglPage.build('program'));
  const first = await page.evaluate(() => window.webglPage.cost('program', 16, 64));
  expect(first.draws).toBeLessThanOrEqual(160);
  expect(first.programs).toBeLessThanOrEqual(4);
  expect(first.linked).toBeLessThanOrEqual(4);
  const next = await page.evaluate(() => window.webglPage.cost('program', 40, 33));
  expect(next.linked).toBe(0);
  const again = await page.evaluate(() => window.webglPage.cost('program', 16, 64));
  // Weights stay where they are.
  expect(again.draws).toBe(first.draws - 2);
});

test('draws less than a fifth as often as tf.layers for sixteen windows', { tag: '@long' }, async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.webglPage.build('program', 'layers'));
  const [program, layers] = await page.evaluate(async () => [
    await window.webglPage.cost('program', 16, 64),
    await window.webglPage.cost('layers', 16, 64),
  ]);
  expect(program.draws).toBeGreaterThan(0);
  expect(layers.draws).toBeGreaterThan(5 * program.draws);
});

test('holds no more after two hundred batches than after the first', { tag: '@long' }, async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.webglPage.build('program'));
  const before = await page.evaluate(() => window.webglPage.runs('program', [5], 16));
  const after = await page.evaluate(() => window.webglPage.runs('program', new Array<number>(200).fill(5), 16));
  expect(before.textures).toBeGreaterThan(0);
  expect(after).toEqual(before);
});

test('takes a few sets of textures for batches of every size', { tag: '@long' }, async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.webglPage.build('program'));
  const sizes = Array.from({ length: 64 }, (_, index) => 1 + index);
  const before = await page.evaluate((counts) => window.webglPage.runs('program', counts, 16), sizes);
  const after = await page.evaluate((counts) => window.webglPage.runs('program', counts, 16), sizes.reverse());
  expect(after).toEqual(before);
  // Sixty-four sizes need sixteen sets: one each for 1 to 8 pairs, then four for each doubling.
  expect(before.textures).toBeLessThan(16 * 10);
});

test('goes on without WebGL when its context is lost in the middle of a batch', async ({ page }) => {
  await open(page);
  const whole = await page.evaluate(() => window.webglPage.engine());
  expect(whole.backend).toBe('webgl');
  await page.goto('about:blank');
  await open(page);
  const { backend, passedOver, latents } = await page.evaluate(() => window.webglPage.engine(20));
  expect(backend).toBe('wasm');
  expect(passedOver).toEqual([expect.stringMatching(/^WebGL: failed while computing/)]);
  expect(latents).toHaveLength(4 * 16);
  latents.forEach((latent, index) => expect(latent).toBeCloseTo(whole.latents[index], 4));
});

/** What a browser lacks, as JavaScript that takes it away from Chromium, and what a person then reads. */
const LACKING: ReadonlyArray<[string, string, RegExp]> = [
  [
    'WebGL 2 is missing',
    `const { getContext } = OffscreenCanvas.prototype;
     OffscreenCanvas.prototype.getContext = function (kind, ...rest) {
       return kind === 'webgl2' ? null : getContext.call(this, kind, ...rest);
     };`,
    /^WebGL: this browser does not provide a WebGL 2 context$/,
  ],
  [
    'the graphics card draws half floats only',
    `const { getExtension } = WebGL2RenderingContext.prototype;
     WebGL2RenderingContext.prototype.getExtension = function (name) {
       return name === 'EXT_color_buffer_float' ? null : getExtension.call(this, name);
     };
     const { getSupportedExtensions } = WebGL2RenderingContext.prototype;
     WebGL2RenderingContext.prototype.getSupportedExtensions = function () {
       return getSupportedExtensions.call(this).filter((name) => name !== 'EXT_color_buffer_float');
     };`,
    /^WebGL: the graphics card does not compute in 32-bit floats$/,
  ],
  [
    'the driver refuses the program',
    `const { shaderSource } = WebGL2RenderingContext.prototype;
     WebGL2RenderingContext.prototype.shaderSource = function (shader, source) {
       shaderSource.call(this, shader, source.replace('ivec4 plan', 'nonsense plan'));
     };`,
    /^WebGL: Failed to compile fragment shader/,
  ],
  [
    'the driver computes nonsense',
    `const { shaderSource } = WebGL2RenderingContext.prototype;
     WebGL2RenderingContext.prototype.shaderSource = function (shader, source) {
       shaderSource.call(this, shader, source.replace('exp2(', 'exp('));
     };`,
    /^WebGL: its output for a known window is off by /,
  ],
];
for (const [lack, change, sentence] of LACKING) {
  test(`is passed over, with a sentence, when ${lack}`, async ({ page }) => {
    await open(page, change);
    const { backend, passedOver } = await page.evaluate(() => window.webglPage.engine());
    expect(backend).toBe('wasm');
    expect(passedOver).toEqual([expect.stringMatching(sentence)]);
  });
}
