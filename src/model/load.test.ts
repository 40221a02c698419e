/** @jest-environment node */
import { createHash } from 'node:crypto';
import { bundledModel } from './bundledModel.fixture';
import { type ModelSource, loadModel } from './load';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const bytesOf = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;

/** The bundled model with some of its files replaced. */
const withFile =
  (path: string, change: (content: ArrayBuffer) => ArrayBuffer): ModelSource =>
  async (asked) =>
    asked === path ? change(await bundledModel(asked)) : bundledModel(asked);

it("loads the bundled model and vouches for its weights with the platform's own SHA-256", async () => {
  const model = await loadModel(bundledModel);
  expect(model.sha256).toBe(sha256(new Uint8Array(model.weights)));
  expect(model.layersModel).toHaveProperty('modelTopology');
});

it('notices one flipped bit in the weights and names the file', async () => {
  const flipped = withFile('weights.bin', (content) => {
    const bytes = new Uint8Array(content);
    bytes[1000] ^= 1;
    return content;
  });
  await expect(loadModel(flipped)).rejects.toMatchObject({
    code: 'model-corrupt',
    message: expect.stringMatching(/weights\.bin.*SHA-256/),
  });
});

it('says how many bytes a truncated file has', async () => {
  const truncated = withFile('weights.bin', (content) => content.slice(0, 1000));
  await expect(loadModel(truncated)).rejects.toMatchObject({
    code: 'model-corrupt',
    message: expect.stringMatching(/weights\.bin.*1000 bytes instead of/),
  });
});

it.each(['manifest.json', 'model.json', 'weights.bin'])('names %s when it is missing', async (path) => {
  const missing = withFile(path, () => {
    throw new Error('404 Not Found');
  });
  await expect(loadModel(missing)).rejects.toMatchObject({
    code: 'model-missing',
    message: expect.stringMatching(new RegExp(`${path}.*404 Not Found`)),
  });
});

it('refuses a manifest that lists no weights', async () => {
  const manifest = JSON.parse(new TextDecoder().decode(await bundledModel('manifest.json'))) as { files: object[] };
  const withoutWeights = { ...manifest, files: manifest.files.slice(0, 1) };
  await expect(
    loadModel(withFile('manifest.json', () => bytesOf(JSON.stringify(withoutWeights))))
  ).rejects.toMatchObject({ code: 'model-corrupt', message: expect.stringContaining('does not list weights.bin') });
});

it('refuses files that verify but hold another network than the manifest describes', async () => {
  const manifest = JSON.parse(new TextDecoder().decode(await bundledModel('manifest.json'))) as object;
  const narrow = withFile('manifest.json', () => bytesOf(JSON.stringify({ ...manifest, latentSize: 8 })));
  await expect(loadModel(narrow)).rejects.toMatchObject({
    code: 'model-corrupt',
    message: expect.stringContaining('the latent has 16 numbers, but manifest.json states 8'),
  });
});
