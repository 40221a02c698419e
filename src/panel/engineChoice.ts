import type { EngineChoice } from '../worker/client';

/** Where the network may be told to run, for the editor and for reading written options. */
export const ENGINE_CHOICES: ReadonlyArray<{
  readonly value: EngineChoice;
  readonly label: string;
  readonly description: string;
}> = [
  { value: 'auto', label: 'Automatic', description: 'Measured once in each browser: what is fastest there' },
  { value: 'webgl', label: 'WebGL', description: 'The graphics card' },
  { value: 'wasm', label: 'WebAssembly', description: 'The processor, up to four cores' },
  { value: 'cpu', label: 'JavaScript', description: 'Works everywhere, and is by far the slowest' },
];
