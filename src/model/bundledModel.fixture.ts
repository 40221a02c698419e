import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ModelSource } from './load';

/** The model that the plugin ships, read from disk. */
export const bundledModel: ModelSource = async (file) => {
  const content = await readFile(path.resolve(__dirname, '../../models', file));
  return content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength) as ArrayBuffer;
};
