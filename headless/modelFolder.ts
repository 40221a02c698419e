import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { AUTO_WINDOWS, type DetectorSettings } from '../src/detector/settings';
import { buildFusedNetwork } from '../src/model/fused/fusedNetwork';
import { type LoadedModel, type ModelSource, TOPOLOGY_FILE, WEIGHTS_FILE, loadModel } from '../src/model/load';
import { MANIFEST_FILE } from '../src/model/manifest';
import { answerToKnownWindow, timeOrderFault } from '../src/model/selfTest';
import { type Message, inEnglish } from '../src/shared/message';

export const BUNDLED_MODEL = join(__dirname, '..', 'models');

/** Largest file of a model: 200 times the bundled weights. */
const MOST_BYTES = 64 * 1024 * 1024;

/** An unusable model. The message names the folder, the fault and the remedy. */
export class ModelFolderError extends Error {
  constructor(folder: string, fault: string, remedy: string) {
    super(`${folder}: ${fault} ${remedy}`);
    this.name = 'ModelFolderError';
  }
}

/** Paths of the files that are read. */
export function modelFiles(folder: string): string[] {
  return [MANIFEST_FILE, TOPOLOGY_FILE, WEIGHTS_FILE].map((file) => join(folder, file));
}

/** Reads a model from a folder on disk. */
export function modelFrom(folder: string): ModelSource {
  return async (path) => {
    const file = await open(join(folder, path)).catch((thrown: NodeJS.ErrnoException) => {
      throw new Error(thrown.code === 'ENOENT' ? 'there is no such file' : (thrown.code ?? thrown.message));
    });
    try {
      const found = await file.stat();
      if (!found.isFile()) {
        throw new Error('it is not a regular file');
      }
      if (found.size > MOST_BYTES) {
        throw new Error(`it is larger than ${MOST_BYTES / 1024 / 1024} MB`);
      }
      const content = await file.readFile();
      return content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength) as ArrayBuffer;
    } finally {
      await file.close();
    }
  };
}

/**
 * Reads and verifies a model before any series is read.
 *
 * @param named the folder as written on the command line, for messages
 * @param windowSize points of the windows to judge with
 * @throws ModelFolderError
 */
export async function readModel(
  folder: string,
  named: string,
  windowSize: DetectorSettings['windowSize']
): Promise<LoadedModel> {
  const model = await loadModel(modelFrom(folder)).catch((thrown: unknown) => {
    const fault = thrown instanceof Error ? thrown.message : String(thrown);
    throw new ModelFolderError(named, fault, 'Name a folder that holds a model.');
  });
  const fault = await timeOrderOf(model);
  if (fault !== null) {
    throw new ModelFolderError(named, `${inEnglish(fault)}.`, 'Name a folder that holds a model.');
  }
  const { min, max } = model.manifest.windowSize;
  const sizes = windowSize === 'auto' ? AUTO_WINDOWS : [windowSize];
  if (sizes.some((size) => size < min || size > max)) {
    const asked = windowSize === 'auto' ? `auto chooses among ${AUTO_WINDOWS.join(', ')}` : `not of ${windowSize}`;
    throw new ModelFolderError(
      named,
      `this model takes windows of ${min} to ${max} points; ${asked}.`,
      'Choose windows of this range, or another model.'
    );
  }
  return model;
}

/** Checks the time order before any series is read. Returns null for a network that the kernels cannot compute. */
async function timeOrderOf(model: LoadedModel): Promise<Message | null> {
  try {
    const network = await buildFusedNetwork(model);
    return timeOrderFault(await answerToKnownWindow(network, model.manifest), model.manifest);
  } catch {
    return null;
  }
}
