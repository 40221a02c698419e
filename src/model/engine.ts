import { type Wording, MessageError, wordingOf, message } from '../shared/message';
import {
  type ActiveBackend,
  type BackendCandidate,
  type BackendName,
  type BackendOptions,
  backendChain,
  CONTEXT_LOST,
} from './backend';
import type { LoadedModel } from './load';
import type { Manifest } from './manifest';
import { ModelError, notThisNetwork } from './modelError';
import { type Answer, type Network, buildNetwork } from './network';
import { type Benchmark, verdictOf, whyPassedOver } from './benchmark';
import { answerToKnownWindow, faultOf, timeOrderFault } from './selfTest';
import { pointsPerSecond } from './speed';
import { setBackend } from './tfjs';

export interface EngineOptions extends BackendOptions {
  /** Whether to measure how fast it is, and with no preference which of WebGL and WebAssembly is faster. */
  readonly measure?: boolean;
  /** The outcome of an earlier race; it holds as long as the graphics card is the same. */
  readonly race?: Benchmark;
  /** What an engine of the same page said of backends that are not in the chain any more. */
  readonly passedOver?: readonly Wording[];
}

/** The network on a running backend. One engine a thread: tfjs has one backend in force at a time. */
export interface Engine {
  readonly manifest: Manifest;
  /** The backend that computes now. */
  backend(): BackendName;
  /** One sentence for each backend that was passed over or lost, e.g. "WebGL: software renderer (SwiftShader)". */
  passedOver(): readonly Wording[];
  /** Points of windows that it takes through the network in a second; undefined where it was not to be measured. */
  pointsPerSecond(): number | undefined;
  /** What was measured or remembered of WebGL and WebAssembly; undefined where there was no choice. */
  race(): Benchmark | undefined;
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
  readonly pointsPerSecond?: number;
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
  options: EngineOptions = {},
  chain: readonly BackendCandidate[] = backendChain(options)
): Promise<Engine> {
  const passedOver: Wording[] = [...(options.passedOver ?? [])];
  const untried = [...chain];
  const reference = await plainAnswer(loaded);
  const startOne = (candidate: BackendCandidate) => start(candidate, loaded, reference, options.measure ?? false);
  let race: Benchmark | undefined;
  let running = await startNext();
  if (options.measure && options.preference === undefined && !race) {
    running = await fasterOf(running);
  }
  let queue: Promise<unknown> = Promise.resolve();

  async function startNext(): Promise<Running> {
    for (let candidate = untried.shift(); candidate; candidate = untried.shift()) {
      const reason = candidate.ruledOut();
      if (reason !== null) {
        passedOver.push(whyPassedOver(candidate.label, reason));
        continue;
      }
      if (options.preference === undefined && options.race && candidate.renderer?.() === options.race.renderer) {
        race = options.race;
        const { webglLost, sentence } = verdictOf(race);
        passedOver.push(sentence);
        if (webglLost) {
          continue;
        }
      }
      try {
        return await startOne(candidate);
      } catch (thrown) {
        passedOver.push(whyPassedOver(candidate.label, wordingOf(thrown)));
      }
    }
    throw new ModelError(
      'engine-failed',
      message('failure.no-engine', 'No way to run the network works here. {{reasons}}.', { reasons: [...passedOver] }),
      message(
        'failure.no-engine-remedy',
        'Reload the page. If it stays, try another browser or switch hardware acceleration on.'
      )
    );
  }

  /** WebGL against the fused kernels, which need nothing of tfjs and so leave WebGL in force. */
  async function fasterOf(webgl: Running): Promise<Running> {
    const renderer = webgl.candidate.renderer?.();
    const [next] = untried;
    if (renderer === undefined || next?.name !== 'wasm' || next.ruledOut() !== null) {
      return webgl;
    }
    let wasm: Running;
    try {
      wasm = await startOne(next);
    } catch {
      // It will say why when its turn comes.
      return webgl;
    }
    race = { renderer, webgl: webgl.pointsPerSecond ?? 0, wasm: wasm.pointsPerSecond ?? 0 };
    const { webglLost, sentence } = verdictOf(race);
    passedOver.push(sentence);
    stop(webglLost ? webgl : wasm);
    if (webglLost) {
      untried.shift();
    }
    return webglLost ? wasm : webgl;
  }

  async function runBatch(...batch: Parameters<Engine['run']>): Promise<Float32Array> {
    for (;;) {
      try {
        return await compute(running, ...batch);
      } catch (thrown) {
        stop(running);
        const reason = message('engine.failed', 'failed while computing ({{reason}})', { reason: wordingOf(thrown) });
        passedOver.push(whyPassedOver(running.candidate.label, reason));
        running = await startNext();
      }
    }
  }

  return {
    manifest: loaded.manifest,
    backend: () => running.candidate.name,
    passedOver: () => [...passedOver],
    pointsPerSecond: () => running.pointsPerSecond,
    race: () => race,
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
    const answer = await answerToKnownWindow(network, loaded.manifest);
    const fault = timeOrderFault(answer, loaded.manifest);
    if (fault !== null) {
      throw notThisNetwork(fault);
    }
    return answer;
  } finally {
    network.dispose();
  }
}

async function start(
  candidate: BackendCandidate,
  loaded: LoadedModel,
  reference: Float32Array,
  measure: boolean
): Promise<Running> {
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
      throw new MessageError(fault);
    }
    return measure
      ? { ...running, pointsPerSecond: await pointsPerSecond(network, active.lifeline, loaded.manifest) }
      : running;
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
      throw new MessageError(CONTEXT_LOST);
    }
    if (!values.every(Number.isFinite)) {
      throw new MessageError(message('engine.not-finite', 'it answered with something that is not a number'));
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
