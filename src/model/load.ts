import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import { type Message, wordingOf, message } from '../shared/message';
import { type ModelContent, readLayers } from './layers';
import { MANIFEST_FILE, type ModelFile, NOT_JSON, parseManifest } from './manifest';
import { ModelError, notThisNetwork } from './modelError';

/**
 * Brings one of the model's files, by its path inside `models/`. A browser fetches it from the plugin's own folder,
 * the headless command reads it from disk. Rejects with an Error that says why when there is no such file.
 *
 * `revision` tells one content of a file from another, for caches on the way; it is left out for the manifest, which
 * must always be the newest.
 */
export type ModelSource = (path: string, revision?: string) => Promise<ArrayBuffer>;

/** The model's files, verified, before any engine has seen them. Kept so that a lost engine can be rebuilt from them. */
export interface LoadedModel extends ModelContent {
  /** SHA-256 of weights.bin in hex, as verified. */
  readonly sha256: string;
}

export const TOPOLOGY_FILE = 'model.json';
export const WEIGHTS_FILE = 'weights.bin';

/**
 * Reads manifest.json and the files it lists, and verifies size and SHA-256 of each, and that they hold the network
 * that the manifest describes: a hash says nothing about a file that was made together with it.
 *
 * SHA-256 is computed in JavaScript: `crypto.subtle` does not exist on a plain http origin, where many a Grafana lives,
 * and 260 kB take about two milliseconds.
 *
 * @throws ModelError 'model-missing' or 'model-corrupt', naming the file
 */
export async function loadModel(source: ModelSource): Promise<LoadedModel> {
  const manifest = parseManifest(new TextDecoder().decode(await read(source, MANIFEST_FILE)));
  const contents = new Map<string, ArrayBuffer>();
  await Promise.all(
    manifest.files.map(async (file) => {
      const content = await read(source, file.path, file.sha256);
      verify(file, content);
      contents.set(file.path, content);
    })
  );
  const topology = contents.get(TOPOLOGY_FILE);
  const weights = contents.get(WEIGHTS_FILE);
  const weightsFile = manifest.files.find((file) => file.path === WEIGHTS_FILE);
  if (!topology || !weights || !weightsFile) {
    throw corrupt(
      MANIFEST_FILE,
      message('failure.unlisted', 'it lists no {{file}}', { file: topology ? WEIGHTS_FILE : TOPOLOGY_FILE })
    );
  }
  const loaded = { manifest, layersModel: parseTopology(topology), weights, sha256: weightsFile.sha256 };
  try {
    readLayers(loaded);
  } catch (thrown) {
    throw notThisNetwork(wordingOf(thrown));
  }
  return loaded;
}

async function read(source: ModelSource, path: string, revision?: string): Promise<ArrayBuffer> {
  try {
    return await source(path, revision);
  } catch (thrown) {
    throw new ModelError(
      'model-missing',
      message('failure.model-missing', "The model's file {{file}} could not be loaded: {{reason}}.", {
        file: path,
        reason: wordingOf(thrown),
      }),
      message(
        'failure.model-missing-remedy',
        "Reload the page. If it stays, check that the plugin's folder is complete and that the server delivers it."
      )
    );
  }
}

function verify(file: ModelFile, content: ArrayBuffer): void {
  if (content.byteLength !== file.bytes) {
    throw corrupt(
      file.path,
      message('failure.other-size', 'it has {{found}} bytes instead of {{due}}', {
        found: content.byteLength,
        due: file.bytes,
      })
    );
  }
  const found = bytesToHex(sha256(new Uint8Array(content)));
  if (found !== file.sha256) {
    throw corrupt(
      file.path,
      message('failure.other-hash', 'its SHA-256 begins with {{found}} instead of {{due}}', {
        found: found.slice(0, 12),
        due: file.sha256.slice(0, 12),
      })
    );
  }
}

function parseTopology(content: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(content));
  } catch {
    throw corrupt(TOPOLOGY_FILE, NOT_JSON);
  }
}

function corrupt(path: string, fault: Message): ModelError {
  return new ModelError(
    'model-corrupt',
    message(
      'failure.model-corrupt',
      "The model's file {{file}} is not the one this plugin was built with: {{fault}}.",
      {
        file: path,
        fault,
      }
    ),
    message(
      'failure.model-corrupt-remedy',
      'Reinstall the plugin; when a proxy sits before Grafana, check that it passes binary files unchanged.'
    )
  );
}
