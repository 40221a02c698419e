/** How fast WebGL and WebAssembly were on one machine, points of windows a second. */
export interface Race {
  /** Of the graphics card, as the browser calls it. */
  readonly renderer: string;
  readonly webgl: number;
  readonly wasm: number;
}

/** What is said of the slower one, and whether that is WebGL. */
export function verdictOf({ webgl, wasm }: Race): { readonly webglLost: boolean; readonly sentence: string } {
  const webglLost = wasm > webgl;
  const times = webglLost ? wasm / webgl : webgl / wasm;
  const [loser, winner] = webglLost ? ['WebGL', 'WebAssembly'] : ['WebAssembly (fused)', 'WebGL'];
  return { webglLost, sentence: `${loser}: ${winner} was ${factor(times)} as fast here` };
}

function factor(times: number): string {
  return times < 1.05 ? 'just' : `${times < 9.95 ? Number(times.toFixed(1)) : Math.round(times)} times`;
}
