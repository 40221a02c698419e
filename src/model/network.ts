import { MessageError, wordingOf, message } from '../shared/message';
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

/** Layers of the trained model, by name, that make up each half; `repeat` between them is done by hand. */
const ENCODER_LAYERS = ['encoder_dense', 'encoder_lstm_1', 'encoder_lstm_2', 'latent'];
const DECODER_LAYERS = ['decoder_lstm_1', 'decoder_lstm_2', 'decoder_dense', 'reconstruction'];

/** What a network answers: a tensor, or anything that is read and disposed like one. */
export interface Answer {
  data(): Promise<Float32Array | Int32Array | Uint8Array>;
  dispose(): void;
}

/** The two halves of the network with their weights on the backend that was in force when they were built. */
export interface Network {
  /** @returns latents, shape [count, latentSize]; the caller disposes it */
  encode(windows: Float32Array, count: number, windowSize: number): Answer;
  /** @returns windows in the decoder's own order of time, shape [count, windowSize, 1]; the caller disposes it */
  decode(latents: Float32Array, count: number, windowSize: number): Answer;
  /** Frees the weights. Harmless when the backend that held them is gone. */
  dispose(): void;
}

/**
 * Builds the trained model and splits it at the latent. A recurrent layer's weights do not depend on the number of time
 * steps, so both halves are laid out anew over an open time axis and serve any window size.
 *
 * @throws ModelError 'model-corrupt' when the files verify but hold no such network
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
    throw notThisNetwork(message('network.no-topology', 'model.json holds no modelTopology or weightsManifest'));
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

/** A model whose layers serve in others too keeps its weights when it is disposed (tfjs counts references). */
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
    throw new MessageError(message('network.no-tensor', 'the network gave something other than one tensor'));
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
