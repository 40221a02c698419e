/**
 * The fused kernels against the layers of tensorflow.js on its WebAssembly backend, in one thread, round by round in
 * turn so that a busy machine slows both. Seeded; prints medians and their ratio.
 *
 *     npx tsx bench/engine.ts [rounds]
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildFusedNetwork } from '../src/model/fused/fusedNetwork';
import { type LoadedModel, loadModel } from '../src/model/load';
import { type Network, buildNetwork } from '../src/model/network';
import { env, setBackend } from '../src/model/tfjs';

const WINDOW_SIZE = 64;
const COUNTS = [16, 256];

const models = fileURLToPath(new URL('../models', import.meta.url));

async function main(rounds: number): Promise<void> {
  const loaded = await loadModel(async (file) => new Uint8Array(await readFile(path.join(models, file))).buffer);
  const fused = await buildFusedNetwork(loaded);
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  await setBackend('wasm');
  const layers = await buildNetwork(loaded);

  console.log(`windows of ${WINDOW_SIZE} points, encoded and decoded; medians of ${rounds} rounds in turn`);
  for (const count of COUNTS) {
    const windows = randomWalks(count);
    const seconds: Record<'layers' | 'fused', number[]> = { layers: [], fused: [] };
    let difference = 0;
    // The first round warms both up and is not counted.
    for (let round = 0; round <= rounds; round++) {
      const [byLayers, layersSeconds] = await timed(layers, windows, count, loaded);
      const [byFused, fusedSeconds] = await timed(fused, windows, count, loaded);
      difference = byFused.reduce(
        (most, value, index) => Math.max(most, Math.abs(value - byLayers[index])),
        difference
      );
      if (round > 0) {
        seconds.layers.push(layersSeconds);
        seconds.fused.push(fusedSeconds);
      }
    }
    const [slow, fast] = [median(seconds.layers), median(seconds.fused)];
    const flops = count * WINDOW_SIZE * operationsPerPoint(loaded);
    console.log(
      `${String(count).padStart(4)} windows   tf.layers ${report(slow, flops)}   fused ${report(fast, flops)}   ` +
        `${(slow / fast).toFixed(1)} times as fast   largest difference ${difference.toExponential(1)}`
    );
  }
}

/** Reconstructions, and the seconds they took. */
async function timed(network: Network, windows: Float32Array, count: number, loaded: LoadedModel) {
  const begin = performance.now();
  const latents = network.encode(windows, count, WINDOW_SIZE);
  const reconstruction = network.decode((await latents.data()) as Float32Array, count, WINDOW_SIZE);
  const values = (await reconstruction.data()) as Float32Array;
  const seconds = (performance.now() - begin) / 1000;
  latents.dispose();
  reconstruction.dispose();
  if (values.length !== count * WINDOW_SIZE) {
    throw new Error(`${loaded.manifest.name} answered ${values.length} values`);
  }
  return [values, seconds] as const;
}

/** A multiplication and an addition for each weight that a point meets; biases and activations are left out. */
function operationsPerPoint({ weights }: LoadedModel): number {
  return (2 * weights.byteLength) / Float32Array.BYTES_PER_ELEMENT;
}

function randomWalks(count: number): Float32Array {
  let state = 1;
  let level = 0;
  return Float32Array.from({ length: count * WINDOW_SIZE }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    level = 0.9 * level + (state / 2 ** 32 - 0.5);
    return level;
  });
}

const report = (seconds: number, flops: number) =>
  `${(1000 * seconds).toFixed(1).padStart(7)} ms (${(flops / seconds / 1e9).toFixed(1)} GFLOP/s)`;

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

void main(Number(process.argv[2] ?? 15));
