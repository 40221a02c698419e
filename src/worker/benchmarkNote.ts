import type { Benchmark } from './protocol';
import { pluginVersion } from './factory';

/** Another version may have other engines, so it measures anew. */
const keyFor = (version: string) => `residual-anomaly-panel:engines:${version}`;

/** What was measured of the engines in this browser, or undefined where nothing was or nothing can be kept. */
export function readBenchmark(version: string = pluginVersion()): Benchmark | undefined {
  try {
    const note: unknown = JSON.parse(window.localStorage.getItem(keyFor(version)) ?? 'null');
    return isRace(note) ? note : undefined;
  } catch {
    // Storage is forbidden or the note is none of ours: it is measured anew.
    return undefined;
  }
}

export function writeBenchmark(race: Benchmark, version: string = pluginVersion()): void {
  try {
    window.localStorage.setItem(keyFor(version), JSON.stringify(race));
  } catch {
    // Storage is forbidden or full: the next page measures anew.
  }
}

function isRace(note: unknown): note is Benchmark {
  return (
    typeof note === 'object' &&
    note !== null &&
    'renderer' in note &&
    typeof note.renderer === 'string' &&
    'webgl' in note &&
    isSpeed(note.webgl) &&
    'wasm' in note &&
    isSpeed(note.wasm)
  );
}

const isSpeed = (value: unknown): value is number => typeof value === 'number' && value > 0 && Number.isFinite(value);
