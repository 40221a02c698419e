import { buildFusedNetwork } from '../../src/model/fused/fusedNetwork';
import type { LoadedModel } from '../../src/model/load';
import { type Network, buildNetwork } from '../../src/model/network';
import { env, setBackend } from '../../src/model/tfjs';
import { bundledModel } from './bundledModel';
import { type Rival, inTurn } from './inTurn';
import { type PlainNetwork, onnxNetwork } from './onnx/onnxNetwork';
import { type Cell, type Goal, type Quantity, type Section, quantity } from './report';
import { randomWalks } from './seeded';
import { type Spread, ratioOf, spreadOf } from './spread';

const COUNTS = [16, 256, 2048];
const WINDOWS = [32, 64, 128];
const ROUNDS = { least: 3, most: 15, budgetMs: 4_000 };
const QUICK = { counts: [16], windows: [32], rounds: { least: 1, most: 1, budgetMs: 0 } };
/** Answers of all rivals lie this close, or nothing is timed. */
const TOLERANCE = 1e-4;
const LAYERS_CPU = 'tf.layers, JavaScript';
const LAYERS_WASM = 'tf.layers, WebAssembly';
const ONNX = 'onnxruntime-web';
const FUSED = 'fused';
/** Operations beyond which the slow ones are left out: they do about 1e9 and 4e9 a second, and nobody would wait. */
const MOST_OPERATIONS: Readonly<Record<string, number>> = { [LAYERS_CPU]: 1e9, [LAYERS_WASM]: 2e10 };

/** The whole network on one thread of Node: tensorflow.js's layers, onnxruntime-web's LSTM, and the fused kernels. */
export const engineSection: Section = {
  name: 'engine',
  title: 'The engine without a graphics card',
  async run(say, quick) {
    const loaded = await bundledModel();
    const contenders = await buildContenders(loaded);
    await agree(contenders);
    const rows: Cell[][] = [];
    const overLayers = new Map<string, Spread>();
    const overOnnx = new Map<string, Spread>();
    const { counts, windows, rounds } = quick ? QUICK : { counts: COUNTS, windows: WINDOWS, rounds: ROUNDS };
    for (const count of counts) {
      for (const windowSize of windows) {
        const operations = count * windowSize * operationsPerPoint(loaded);
        const size = `${count} × ${windowSize}`;
        say(`${size} windows × points`);
        const rivals = contenders
          .filter(({ name }) => operations <= (MOST_OPERATIONS[name] ?? Infinity))
          .map((contender) => rival(contender, count, windowSize));
        const timings = await inTurn(rivals, rounds);
        const of = (name: string) => timings.get(name) ?? [];
        if (timings.has(LAYERS_WASM)) {
          overLayers.set(size, ratioOf(of(LAYERS_WASM), of(FUSED)));
        }
        overOnnx.set(size, ratioOf(of(ONNX), of(FUSED)));
        rows.push([
          size,
          ...[LAYERS_CPU, LAYERS_WASM, ONNX, FUSED].map((name) => quantity(of(name), 'ms')),
          `${(operations / spreadOf(of(FUSED)).median / 1e6).toFixed(0)} GFLOP/s`,
          times(overLayers.get(size)),
          times(overOnnx.get(size)),
        ]);
      }
    }
    return {
      tables: [
        {
          title: 'Encoding and decoding, one thread of Node, median (quartiles)',
          columns: ['windows × points', LAYERS_CPU, LAYERS_WASM, ONNX, FUSED, '', 'layers ÷ fused', 'onnx ÷ fused'],
          rows,
          notes: [
            `All answers lie within ${TOLERANCE} of each other. Ratios are medians of the rounds' own ratios. Two operations are counted for each weight and point.`,
          ],
        },
      ],
      goals: goals(overLayers, overOnnx),
    };
  },
};

interface Contender {
  readonly name: string;
  readonly network: PlainNetwork;
  /** Puts its backend in force. */
  prepare?(): Promise<unknown>;
}

async function buildContenders(loaded: LoadedModel): Promise<Contender[]> {
  env().set('PROD', true);
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const layers: Contender[] = [];
  for (const [name, backend] of [
    [LAYERS_CPU, 'cpu'],
    [LAYERS_WASM, 'wasm'],
  ]) {
    await setBackend(backend);
    layers.push({ name, network: plain(await buildNetwork(loaded)), prepare: () => setBackend(backend) });
  }
  return [
    ...layers,
    { name: ONNX, network: await onnxNetwork(loaded) },
    { name: FUSED, network: plain(await buildFusedNetwork(loaded)) },
  ];
}

/** Reads each answer and frees it. */
function plain(network: Network): PlainNetwork {
  const read = async (half: 'encode' | 'decode', input: Float32Array, count: number, windowSize: number) => {
    const answer = network[half](input, count, windowSize);
    const values = (await answer.data()) as Float32Array;
    answer.dispose();
    return values;
  };
  return {
    encode: (windows, count, windowSize) => read('encode', windows, count, windowSize),
    decode: (latents, count, windowSize) => read('decode', latents, count, windowSize),
  };
}

function rival({ name, network, prepare }: Contender, count: number, windowSize: number): Rival {
  const windows = randomWalks(count, windowSize);
  return {
    name,
    prepare,
    run: async () => network.decode(await network.encode(windows, count, windowSize), count, windowSize),
  };
}

/** @throws Error that names who disagrees with tensorflow.js's own arithmetic */
async function agree(contenders: readonly Contender[]): Promise<void> {
  const [count, windowSize] = [17, 64];
  let reference: Float32Array | undefined;
  for (const contender of contenders) {
    const { name, prepare, run } = rival(contender, count, windowSize);
    await prepare?.();
    const answer = (await run()) as Float32Array;
    reference ??= answer;
    const off = answer.reduce((most, value, i) => Math.max(most, Math.abs(value - (reference as Float32Array)[i])), 0);
    if (answer.length !== count * windowSize || !(off <= TOLERANCE)) {
      throw new Error(`${name} answers otherwise than ${contenders[0].name}, by up to ${off}.`);
    }
  }
}

/** A multiplication and an addition for each weight that a point meets; biases and activations are left out. */
function operationsPerPoint({ weights }: LoadedModel): number {
  return (2 * weights.byteLength) / Float32Array.BYTES_PER_ELEMENT;
}

function goals(overLayers: ReadonlyMap<string, Spread>, overOnnx: ReadonlyMap<string, Spread>): Goal[] {
  const layers = times(overLayers.get('256 × 64'));
  const [worstSize, worst] = [...overOnnx].reduce((least, next) => (next[1].median < least[1].median ? next : least));
  return [
    {
      claim: 'fused against tf.layers on WebAssembly, 256 × 64',
      target: '≥ 4×',
      found: layers,
      met: (layers?.median ?? 0) >= 4,
    },
    {
      claim: `fused against onnxruntime-web where it is closest (${worstSize})`,
      target: '≥ 1×, hoped for 1.5×',
      found: times(worst),
      met: worst.median >= 1,
    },
  ];
}

function times(spread: Spread | undefined): Quantity | null {
  return spread ? { ...spread, unit: 'times' } : null;
}
