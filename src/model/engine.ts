import { MessageError, type Wording, message, wordingOf } from '../shared/message';
import { type ActiveBackend, type BackendCandidate, type BackendOptions, CONTEXT_LOST, backendChain } from './backend';
import { type BackendName, type Benchmark, verdictOf, whyPassedOver } from './benchmark';
import type { LoadedModel } from './load';
import type { Manifest } from './manifest';
import { ModelError, notThisNetwork } from './modelError';
import { type Network, buildNetwork, read } from './network';
import { answerToKnownWindow, faultOf, timeOrderFault } from './selfTest';
import { pointsPerSecond } from './speed';
import { setBackend } from './tfjs';

interface EngineOptions extends BackendOptions {
  /** Whether to benchmark WebGL against WebAssembly if both run and there is no preference. */
  readonly compare?: boolean;
  /** An earlier benchmark. It is valid for the same graphics card only. */
  readonly benchmark?: Benchmark;
  /** Sentences about backends that an earlier engine of the page has passed over. */
  readonly passedOver?: readonly Wording[];
}

/** The network on a running backend. A thread can run one engine, because tfjs has one active backend at a time. */
export interface Engine {
  readonly manifest: Manifest;
  /** The backend that computes now. */
  backend(): BackendName;
  /** One sentence per backend that was passed over or lost, e.g. "WebGL: software renderer (SwiftShader)". */
  passedOver(): readonly Wording[];
  /** The benchmark, measured or given; undefined if there was no choice. */
  benchmark(): Benchmark | undefined;
  /**
   * Runs one batch through one half of the network. Batches run one at a time. If the backend is lost or fails, the next
   * one of the chain computes the batch.
   *
   * @param input windows [count, windowSize] for 'encode', latents [count, latentSize] for 'decode'
   * @returns latents, or windows in the decoder's time order
   * @throws ModelError 'engine-failed' if no backend is left
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
 * Starts the fastest backend that passes the self-test.
 *
 * @param loaded verified files, from `loadModel`
 * @param chain the backends in the order of preference; tests replace them
 * @throws ModelError 'model-corrupt' if the files hold another network, 'engine-failed' if no backend works
 */
export async function startEngine(
  loaded: LoadedModel,
  options: EngineOptions = {},
  chain: readonly BackendCandidate[] = backendChain(options)
): Promise<Engine> {
  const candidates = new Candidates(chain, loaded, await plainAnswer(loaded), options);
  let running = await candidates.startFastest();
  let queue: Promise<unknown> = Promise.resolve();

  async function runBatch(...batch: Parameters<Engine['run']>): Promise<Float32Array> {
    for (;;) {
      try {
        return await compute(running, ...batch);
      } catch (thrown) {
        stop(running);
        const reason = message('engine.failed', 'failed while computing ({{reason}})', { reason: wordingOf(thrown) });
        candidates.passedOver.push(whyPassedOver(running.candidate.label, reason));
        running = await candidates.startNext();
      }
    }
  }

  return {
    manifest: loaded.manifest,
    backend: () => running.candidate.name,
    passedOver: () => [...candidates.passedOver],
    benchmark: () => candidates.benchmark,
    run(...batch) {
      const result = queue.then(() => runBatch(...batch));
      queue = result.catch(() => undefined);
      return result;
    },
    dispose: () => stop(running),
  };
}

/** The backends that are not tried yet. Starts one after another and records why it passes one over. */
class Candidates {
  readonly passedOver: Wording[];
  benchmark: Benchmark | undefined;
  private readonly untried: BackendCandidate[];
  private hasNoRival = false;

  /** @param reference answer to the known window, in plain JavaScript */
  constructor(
    chain: readonly BackendCandidate[],
    private readonly loaded: LoadedModel,
    private readonly reference: Float32Array,
    private readonly options: EngineOptions
  ) {
    this.passedOver = [...(options.passedOver ?? [])];
    this.untried = [...chain];
  }

  async startFastest(): Promise<Running> {
    const first = await this.startNext();
    const { compare, preference } = this.options;
    return compare && preference === undefined && !this.benchmark ? this.fasterOf(first) : first;
  }

  async startNext(): Promise<Running> {
    for (let candidate = this.untried.shift(); candidate; candidate = this.untried.shift()) {
      const reason = candidate.ruledOut();
      if (reason !== null) {
        this.passedOver.push(whyPassedOver(candidate.label, reason));
        continue;
      }
      const { preference, benchmark } = this.options;
      const isKnown = preference === undefined && benchmark && candidate.renderer?.() === benchmark.renderer;
      if (isKnown && this.rival() && this.isWebglSlower(benchmark)) {
        continue;
      }
      try {
        return await this.start(candidate);
      } catch (thrown) {
        this.passedOver.push(whyPassedOver(candidate.label, wordingOf(thrown)));
      }
    }
    throw new ModelError(
      'engine-failed',
      message('failure.no-engine', 'No engine can run the network in this browser. {{reasons}}.', {
        reasons: [...this.passedOver],
      }),
      message(
        'failure.no-engine-remedy',
        'Reload the page. If the problem persists, try another browser or enable hardware acceleration.'
      )
    );
  }

  /** The fused kernels, if they come next and can run here. Otherwise the reason is recorded, beside WebGL too. */
  private rival(): BackendCandidate | undefined {
    const [next] = this.untried;
    if (this.hasNoRival || next?.name !== 'wasm') {
      return undefined;
    }
    const reason = next.ruledOut();
    if (reason === null) {
      return next;
    }
    this.hasNoRival = true;
    this.untried.shift();
    this.passedOver.push(whyPassedOver(next.label, reason));
    return undefined;
  }

  /** Benchmarks WebGL against the fused kernels, which need no tfjs backend and so leave WebGL active. */
  private async fasterOf(webgl: Running): Promise<Running> {
    const renderer = webgl.candidate.renderer?.();
    const next = renderer === undefined ? undefined : this.rival();
    if (renderer === undefined || next === undefined) {
      return webgl;
    }
    const speedOf = ({ network, active }: Running) => pointsPerSecond(network, active.abortScope, this.loaded.manifest);
    let wasm: Running | undefined;
    try {
      wasm = await this.start(next);
      if (this.isWebglSlower({ renderer, webgl: await speedOf(webgl), wasm: await speedOf(wasm) })) {
        stop(webgl);
        this.untried.shift();
        return wasm;
      }
    } catch {
      // `startNext` or the first batch records the reason if it comes to the backend that failed.
    }
    if (wasm) {
      stop(wasm);
    }
    return webgl;
  }

  /** Adopts a benchmark and records the sentence about the slower backend. */
  private isWebglSlower(benchmark: Benchmark): boolean {
    this.benchmark = benchmark;
    const { webglLost, sentence } = verdictOf(benchmark);
    this.passedOver.push(sentence);
    return webglLost;
  }

  /** @throws anything if the backend does not start or fails the self-test */
  private async start(candidate: BackendCandidate): Promise<Running> {
    const active = await candidate.activate();
    let network: Network | undefined;
    try {
      network = await candidate.build(this.loaded);
      const answer = await active.abortScope.guard(answerToKnownWindow(network, this.loaded.manifest));
      const fault = faultOf(answer, this.reference);
      if (fault !== null) {
        throw new MessageError(fault);
      }
      return { candidate, active, network };
    } catch (thrown) {
      stop({ active, network });
      throw thrown;
    }
  }
}

/** Checks the time order and answers the known window in plain JavaScript. */
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

async function compute(
  { network, active }: Running,
  half: 'encode' | 'decode',
  ...batch: [input: Float32Array, count: number, windowSize: number]
): Promise<Float32Array> {
  const values = await read(network[half](...batch), active.abortScope);
  if (active.isLost()) {
    throw new MessageError(CONTEXT_LOST);
  }
  if (!values.every(Number.isFinite)) {
    throw new MessageError(message('engine.not-finite', 'its output contains a value that is not a number'));
  }
  return values;
}

function stop({ network, active }: Pick<Running, 'active'> & Partial<Running>): void {
  try {
    network?.dispose();
  } catch {
    // The backend is lost, and the weights with it.
  }
  active.release();
}
