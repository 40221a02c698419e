import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import { type Message, wordingOf, message } from '../shared/message';
import { type ModelContent, type NetworkLayers, readLayers } from './layers';
import { MANIFEST_FILE, type ModelFile, NOT_JSON, parseManifest } from './manifest';
import { ModelError, notThisNetwork } from './modelError';

/**
 * Reads one of the model's files. A browser fetches it from the plugin's folder; the command line reads it from disk.
 * Rejects with an Error that says why if there is no such file.
 *
 * @param path inside `models/`
 * @param revision identifies the file's content for HTTP caches; absent for the manifest, which must be current
 */
export type ModelSource = (path: string, revision?: string) => Promise<ArrayBuffer>;

/** The verified files of the model. A lost engine is rebuilt from them. */
export interface LoadedModel extends ModelContent {
  readonly layers: NetworkLayers;
  /** SHA-256 of weights.bin in hex. */
  readonly sha256: string;
}

export const TOPOLOGY_FILE = 'model.json';
export const WEIGHTS_FILE = 'weights.bin';

/**
 * Reads manifest.json and the files that it lists. Verifies the size and SHA-256 of each file, and that the files hold the
 * network that the manifest describes.
 *
 * SHA-256 is computed in JavaScript, because `crypto.subtle` is missing on plain http origins. 260 kB take about 2 ms.
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
      message('failure.unlisted', 'it does not list {{file}}', { file: topology ? WEIGHTS_FILE : TOPOLOGY_FILE })
    );
  }
  const content = { manifest, layersModel: parseTopology(topology), weights };
  try {
    return { ...content, layers: readLayers(content), sha256: weightsFile.sha256 };
  } catch (thrown) {
    throw notThisNetwork(wordingOf(thrown));
  }
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
        "Reload the page. If the problem persists, check that the plugin's folder is complete and that the server delivers it."
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
      'Reinstall the plugin. If Grafana is behind a proxy, check that the proxy passes binary files unchanged.'
    )
  );
}
