import { type Message, message } from '../shared/message';
import { ModelError, REINSTALL } from './modelError';

export const MANIFEST_FILE = 'manifest.json';

/** The version of the manifest's format that this code reads. */
const FORMAT_VERSION = 1;

/** Points; 16 times the limit of the bundled network. Engines allocate memory for the longest window. */
const LONGEST_WINDOW = 4096;
/** File names contain no folder, because a model's files lie beside its manifest. */
const FILE_NAME = /^\w[\w.-]*$/;
/** Most files of a model. Only two are read. */
const MOST_FILES = 16;

/** One file of the model. */
export interface ModelFile {
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** The content of `models/manifest.json`, without the training figures. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly files: readonly ModelFile[];
  readonly latentSize: number;
  /** Window sizes on which the network was trained, points. */
  readonly windowSize: { readonly min: number; readonly max: number; readonly default: number };
  /** Whether the decoder outputs the newest point first (`reversed`, Malhotra et al. 2016) or last. */
  readonly outputTimeOrder: 'reversed' | 'forward';
}

export const NOT_JSON = message('failure.not-json', 'it is not JSON');

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0;

function isModelFile(value: unknown): value is ModelFile {
  return (
    isRecord(value) &&
    typeof value.path === 'string' &&
    FILE_NAME.test(value.path) &&
    isCount(value.bytes) &&
    typeof value.sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(value.sha256)
  );
}

function isWindowSize(value: unknown): value is Manifest['windowSize'] {
  return (
    isRecord(value) &&
    isCount(value.min) &&
    isCount(value.max) &&
    isCount(value.default) &&
    value.min <= value.default &&
    value.default <= value.max &&
    value.max <= LONGEST_WINDOW
  );
}

/**
 * @param text content of manifest.json
 * @throws ModelError 'model-corrupt' that names the first invalid field
 */
export function parseManifest(text: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw corrupt(NOT_JSON);
  }
  if (!isRecord(json)) {
    throw corrupt(message('manifest.no-object', 'it is not an object'));
  }
  if (json.formatVersion !== FORMAT_VERSION) {
    throw corrupt(
      message('manifest.other-format', 'formatVersion is {{found}}, but this version of the plugin reads {{read}}', {
        found: (JSON.stringify(json.formatVersion) ?? 'missing').slice(0, 20),
        read: FORMAT_VERSION,
      })
    );
  }
  const { name, version, files, latentSize, windowSize, outputTimeOrder } = json;
  if (typeof name !== 'string' || typeof version !== 'string') {
    throw corrupt(message('manifest.no-name', 'name or version is missing'));
  }
  if (!Array.isArray(files) || files.length === 0 || files.length > MOST_FILES || !files.every(isModelFile)) {
    throw corrupt(message('manifest.no-files', 'files must list path, bytes and sha256'));
  }
  if (!isCount(latentSize)) {
    throw corrupt(message('manifest.no-latent-size', 'latentSize must be a positive whole number'));
  }
  if (!isWindowSize(windowSize)) {
    throw corrupt(
      message('manifest.no-window-size', 'windowSize must contain min, default and max, ascending, up to {{most}}', {
        most: LONGEST_WINDOW,
      })
    );
  }
  if (outputTimeOrder !== 'reversed' && outputTimeOrder !== 'forward') {
    throw corrupt(message('manifest.no-time-order', 'outputTimeOrder must be "reversed" or "forward"'));
  }
  return {
    name,
    version,
    files,
    latentSize,
    windowSize: { min: windowSize.min, max: windowSize.max, default: windowSize.default },
    outputTimeOrder,
  };
}

function corrupt(fault: Message): ModelError {
  return new ModelError(
    'model-corrupt',
    message('failure.manifest', "The model's {{file}} cannot be read: {{fault}}.", { file: MANIFEST_FILE, fault }),
    REINSTALL
  );
}
