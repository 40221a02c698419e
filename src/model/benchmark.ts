import { type Message, type Wording, message } from '../shared/message';

export type BackendName = 'webgl' | 'wasm' | 'cpu';

/** Measured speed of WebGL and WebAssembly, points of windows per second. */
export interface Benchmark {
  /** The browser's name of the graphics card. */
  readonly renderer: string;
  readonly webgl: number;
  readonly wasm: number;
}

/** Whether WebGL is the slower one, and the sentence about the slower one. */
export function verdictOf({ webgl, wasm }: Benchmark): { readonly webglLost: boolean; readonly sentence: Message } {
  const webglLost = wasm > webgl;
  const times = webglLost ? wasm / webgl : webgl / wasm;
  const [loser, winner] = webglLost ? ['WebGL', 'WebAssembly'] : ['WebAssembly (fused)', 'WebGL'];
  return { webglLost, sentence: whyPassedOver(loser, speedOf(winner, times)) };
}

function speedOf(engine: string, times: number): Message {
  return times < 1.05
    ? message('engine.just-as-fast', '{{engine}} was just as fast here', { engine })
    : message('engine.times-as-fast', '{{engine}} was {{times}} times as fast here', {
        engine,
        times: times < 9.95 ? Number(times.toFixed(1)) : Math.round(times),
      });
}

/** The sentence about an engine that does not run. */
export function whyPassedOver(engine: string, reason: Wording): Message {
  return message('engine.passed-over', '{{engine}}: {{reason}}', { engine, reason });
}
