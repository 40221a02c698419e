import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type LoadedModel, loadModel } from '../../src/model/load';

const MODELS = path.resolve(__dirname, '../../models');

/** The plugin's model, verified. @throws ModelError */
export function bundledModel(): Promise<LoadedModel> {
  return loadModel(async (file) => new Uint8Array(await readFile(path.join(MODELS, file))).buffer);
}

/** The same files, in base64 by name, for a page that has no server. */
export async function bundledModelFiles(): Promise<Record<string, string>> {
  const names = ['manifest.json', 'model.json', 'weights.bin'];
  const contents = await Promise.all(names.map((name) => readFile(path.join(MODELS, name), 'base64')));
  return Object.fromEntries(names.map((name, index) => [name, contents[index]]));
}
