import { type Wording, type Message, message } from '../shared/message';

/** How fast WebGL and WebAssembly were on one machine, points of windows a second. */
export interface Benchmark {
  /** Of the graphics card, as the browser calls it. */
  readonly renderer: string;
  readonly webgl: number;
  readonly wasm: number;
}

/** What is said of the slower one, and whether that is WebGL. */
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

/** Why an engine is not the one that runs. */
export function whyPassedOver(engine: string, reason: Wording): Message {
  return message('engine.passed-over', '{{engine}}: {{reason}}', { engine, reason });
}
