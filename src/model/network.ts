import type { AbortScope } from '../shared/abortSignal';
import { MessageError, message, wordingOf } from '../shared/message';
import type { LoadedModel } from './load';
import { notThisNetwork } from './modelError';
import {
  type LayersModel,
  type SymbolicTensor,
  type Tensor,
  expandDims,
  input,
  type io,
  loadLayersModel,
  model,
  tensor,
  tidy,
  tile,
} from './tfjs';

/** The layers of each half, by name. `repeat` between them is replaced by a tile operation. */
const ENCODER_LAYERS = ['encoder_dense', 'encoder_lstm_1', 'encoder_lstm_2', 'latent'];
const DECODER_LAYERS = ['decoder_lstm_1', 'decoder_lstm_2', 'decoder_dense', 'reconstruction'];

/** The output of a network: a tensor, or an object that is read and disposed like one. */
export interface Answer {
  data(): Promise<Float32Array | Int32Array | Uint8Array>;
  dispose(): void;
}

/** Reads an answer and disposes of it. @param scope ends the wait if the backend is lost */
export async function read(answer: Answer, scope?: AbortScope): Promise<Float32Array> {
  try {
    const values = answer.data();
    return (await (scope ? scope.guard(values) : values)) as Float32Array;
  } finally {
    answer.dispose();
  }
}

/** The two halves of the network. Their weights are on the backend that was active when they were built. */
export interface Network {
  /** @returns latents, shape [count, latentSize]; the caller disposes of them */
  encode(windows: Float32Array, count: number, windowSize: number): Answer;
  /** @returns windows in the decoder's time order, shape [count, windowSize, 1]; the caller disposes of them */
  decode(latents: Float32Array, count: number, windowSize: number): Answer;
  /** Frees the weights. Does nothing if their backend is lost. */
  dispose(): void;
}

/**
 * Builds the trained model with tfjs and splits it at the latent. Both halves are rebuilt with a time axis of any length,
 * because the weights of a recurrent layer do not depend on the number of steps.
 *
 * @throws ModelError 'model-corrupt' if the files pass verification but hold another network
 */
export async function buildNetwork(loaded: LoadedModel): Promise<Network> {
  const whole = await layersModel(loaded);
  try {
    const latentSize = loaded.manifest.latentSize;
    const encoder = chain(whole, ENCODER_LAYERS, input({ shape: [null, 1] }));
    const decoder = chain(whole, DECODER_LAYERS, input({ shape: [null, latentSize] }));
    return {
      encode: (windows, count, windowSize) =>
        tidy(() => only(encoder.apply(tensor(windows, [count, windowSize, 1], 'float32')))),
      decode: (latents, count, windowSize) =>
        tidy(() => {
          const once = expandDims(tensor(latents, [count, latentSize], 'float32'), 1);
          return only(decoder.apply(tile(once, [1, windowSize, 1])));
        }),
      dispose: () => freeWeights(whole),
    };
  } catch (thrown) {
    freeWeights(whole);
    throw notThisNetwork(wordingOf(thrown));
  }
}

async function layersModel({ layersModel: json, weights }: LoadedModel): Promise<LayersModel> {
  if (!isLayersModelJson(json)) {
    throw notThisNetwork(message('network.no-topology', 'model.json contains no modelTopology or weightsManifest'));
  }
  const weightSpecs = json.weightsManifest.flatMap((group) => group.weights);
  try {
    return await loadLayersModel({
      load: async () => ({ modelTopology: json.modelTopology, weightSpecs, weightData: weights }),
    });
  } catch (thrown) {
    throw notThisNetwork(wordingOf(thrown));
  }
}

/** `dispose` would keep the weights, because both halves refer to the layers (tfjs counts references). */
function freeWeights(whole: LayersModel): void {
  whole.weights.forEach((weight) => weight.dispose());
}

function chain(whole: LayersModel, names: readonly string[], start: SymbolicTensor): LayersModel {
  let end = start;
  for (const name of names) {
    const next = whole.getLayer(name).apply(end);
    if (Array.isArray(next) || !('sourceLayer' in next)) {
      throw new MessageError(
        message('network.outputs', 'the layer {{layer}} has more than one output', { layer: name })
      );
    }
    end = next;
  }
  return model({ inputs: start, outputs: end });
}

function only(output: unknown): Tensor {
  if (Array.isArray(output) || !isTensor(output)) {
    throw new MessageError(message('network.no-tensor', 'the network did not return exactly one tensor'));
  }
  return output;
}

const isTensor = (value: unknown): value is Tensor =>
  typeof value === 'object' && value !== null && 'dataId' in value && 'dispose' in value;

interface LayersModelJson {
  readonly modelTopology: object;
  readonly weightsManifest: ReadonlyArray<{ readonly weights: io.WeightsManifestEntry[] }>;
}

function isLayersModelJson(json: unknown): json is LayersModelJson {
  return (
    typeof json === 'object' &&
    json !== null &&
    'modelTopology' in json &&
    typeof json.modelTopology === 'object' &&
    'weightsManifest' in json &&
    Array.isArray(json.weightsManifest)
  );
}
