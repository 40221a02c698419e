import {
  type ActiveBackend,
  type BackendCandidate,
  type BackendName,
  type BackendOptions,
  backendChain,
} from './backend';
import type { LoadedModel } from './load';
import type { Manifest } from './manifest';
import { ModelError, reasonOf } from './modelError';
import { type Answer, type Network, buildNetwork } from './network';
import { answerToKnownWindow, faultOf } from './sanity';
import { setBackend } from './tfjs';

/** The network on a running backend. One engine a thread: tfjs has one backend in force at a time. */
export interface Engine {
  readonly manifest: Manifest;
  /** The backend that computes now. */
  backend(): BackendName;
  /** One sentence for each faster backend that was passed over or lost, e.g. "WebGL: software renderer (SwiftShader)". */
  passedOver(): readonly string[];
  /**
   * Runs one batch through one half of the network, one batch at a time. When the backend is lost or fails the next one
   * of the chain is started and the batch is computed there.
   *
   * @param input windows [count, windowSize] for 'encode', latents [count, latentSize] for 'decode'
   * @returns latents, or windows in the decoder's own order of time
   * @throws ModelError 'engine-failed' when no backend is left
   */
  run(half: 'encode' | 'decode', input: Float32Array, count: number, windowSize: number): Promise<Float32Array>;
  /** Frees the weights. */
  dispose(): void;
}

interface Running {
  readonly candidate: BackendCandidate;
  readonly active: ActiveBackend;
  readonly network: Network;
}

/**
 * Starts the fastest backend that gives right answers.
 *
 * @param loaded verified files, from `loadModel`
 * @param options preference and the folder of the WebAssembly binaries
 * @param chain for tests: the candidates in order
 * @throws ModelError 'model-corrupt' when the files hold another network, 'engine-failed' when no backend works
 */
export async function startEngine(
  loaded: LoadedModel,
  options: BackendOptions = {},
  chain: readonly BackendCandidate[] = backendChain(options)
): Promise<Engine> {
  const passedOver: string[] = [];
  const untried = [...chain];
  const reference = await plainAnswer(loaded);
  let running = await startNext();
  let queue: Promise<unknown> = Promise.resolve();

  async function startNext(): Promise<Running> {
    for (let candidate = untried.shift(); candidate; candidate = untried.shift()) {
      const reason = candidate.ruledOut();
      if (reason !== null) {
        passedOver.push(`${candidate.label}: ${reason}`);
        continue;
      }
      try {
        return await start(candidate, loaded, reference);
      } catch (thrown) {
        passedOver.push(`${candidate.label}: ${reasonOf(thrown)}`);
      }
    }
    throw new ModelError(
      'engine-failed',
      `No way to run the network works here. ${passedOver.join('; ')}.`,
      'Reload the page. If it stays, try another browser or switch hardware acceleration on.'
    );
  }

  async function runBatch(...batch: Parameters<Engine['run']>): Promise<Float32Array> {
    for (;;) {
      try {
        return await compute(running, ...batch);
      } catch (thrown) {
        stop(running);
        passedOver.push(`${running.candidate.label}: failed while computing (${reasonOf(thrown)})`);
        running = await startNext();
      }
    }
  }

  return {
    manifest: loaded.manifest,
    backend: () => running.candidate.name,
    passedOver: () => [...passedOver],
    run(...batch) {
      const result = queue.then(() => runBatch(...batch));
      queue = result.catch(() => undefined);
      return result;
    },
    dispose: () => stop(running),
  };
}

async function plainAnswer(loaded: LoadedModel): Promise<Float32Array> {
  await setBackend('cpu');
  const network = await buildNetwork(loaded);
  try {
    return await answerToKnownWindow(network, loaded.manifest);
  } finally {
    network.dispose();
  }
}

async function start(candidate: BackendCandidate, loaded: LoadedModel, reference: Float32Array): Promise<Running> {
  const active = await candidate.activate();
  let network: Network;
  try {
    network = await candidate.build(loaded);
  } catch (thrown) {
    active.release();
    throw thrown;
  }
  const running = { candidate, active, network };
  try {
    const fault = faultOf(await active.lifeline.hold(answerToKnownWindow(network, loaded.manifest)), reference);
    if (fault !== null) {
      throw new Error(fault);
    }
    return running;
  } catch (thrown) {
    stop(running);
    throw thrown;
  }
}

async function compute(
  { network, active }: Running,
  half: 'encode' | 'decode',
  input: Float32Array,
  count: number,
  windowSize: number
): Promise<Float32Array> {
  const output: Answer = network[half](input, count, windowSize);
  try {
    const values = (await active.lifeline.hold(output.data())) as Float32Array;
    if (active.isLost()) {
      throw new Error('the graphics card took its context back');
    }
    if (!values.every(Number.isFinite)) {
      throw new Error('it answered with something that is not a number');
    }
    return values;
  } finally {
    output.dispose();
  }
}

function stop({ network, active }: Running): void {
  try {
    network.dispose();
  } catch {
    // The backend that held the weights is gone, and they with it.
  }
  active.release();
}
