import { ModelError } from './modelError';

export const MANIFEST_FILE = 'manifest.json';

/** The manifest's form that this code reads. */
const FORMAT_VERSION = 1;

/** One file of the model: its size in bytes and its SHA-256 in lower-case hex. */
export interface ModelFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What `models/manifest.json` says about the bundled network. Fields for readers alone (training figures) are left out. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly files: readonly ModelFile[];
  readonly latentSize: number;
  /** Window sizes the network was trained on, in points. */
  readonly windowSize: { readonly min: number; readonly max: number; readonly default: number };
  /** Whether the decoder draws the newest point first (Malhotra et al. 2016) or last. */
  readonly outputTimeOrder: 'reversed' | 'forward';
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0;

function isModelFile(value: unknown): value is ModelFile {
  return (
    isRecord(value) &&
    typeof value.path === 'string' &&
    isCount(value.bytes) &&
    typeof value.sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(value.sha256)
  );
}

/**
 * @param text content of manifest.json
 * @throws ModelError 'model-corrupt' that names the first field at fault
 */
export function parseManifest(text: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw corrupt('it is not JSON');
  }
  if (!isRecord(json)) {
    throw corrupt('it is not an object');
  }
  if (json.formatVersion !== FORMAT_VERSION) {
    throw corrupt(`formatVersion is ${String(json.formatVersion)}, this version of the plugin reads ${FORMAT_VERSION}`);
  }
  const { name, version, files, latentSize, windowSize, outputTimeOrder } = json;
  if (typeof name !== 'string' || typeof version !== 'string') {
    throw corrupt('name or version is missing');
  }
  if (!Array.isArray(files) || files.length === 0 || !files.every(isModelFile)) {
    throw corrupt('files must list path, bytes and sha256');
  }
  if (!isCount(latentSize)) {
    throw corrupt('latentSize must be a positive whole number');
  }
  if (
    !isRecord(windowSize) ||
    !isCount(windowSize.min) ||
    !isCount(windowSize.max) ||
    !isCount(windowSize.default) ||
    windowSize.min > windowSize.max
  ) {
    throw corrupt('windowSize must hold min, max and default');
  }
  if (outputTimeOrder !== 'reversed' && outputTimeOrder !== 'forward') {
    throw corrupt('outputTimeOrder must be "reversed" or "forward"');
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

function corrupt(fault: string): ModelError {
  return new ModelError(
    'model-corrupt',
    `The model's ${MANIFEST_FILE} cannot be read: ${fault}.`,
    'Reinstall the plugin, so that its files belong to one version.'
  );
}
