import { pluginVersion } from './factory';
import type { Benchmark } from './protocol';

/** Includes the version because another version may have other engines. */
const keyFor = (version: string) => `residual-anomaly-panel:engines:${version}`;

/** The benchmark stored in this browser; undefined if there is none or storage is forbidden. */
export function readBenchmark(version: string = pluginVersion()): Benchmark | undefined {
  try {
    const note = JSON.parse(window.localStorage.getItem(keyFor(version)) ?? 'null');
    return isBenchmark(note) ? note : undefined;
  } catch {
    // Storage is forbidden or the note is malformed. The engine measures again.
    return undefined;
  }
}

export function writeBenchmark(benchmark: Benchmark, version: string = pluginVersion()): void {
  try {
    window.localStorage.setItem(keyFor(version), JSON.stringify(benchmark));
  } catch {
    // Storage is forbidden or full. The next page measures again.
  }
}

function isBenchmark(note: Partial<Record<keyof Benchmark, unknown>> | null): note is Benchmark {
  return typeof note?.renderer === 'string' && isSpeed(note.webgl) && isSpeed(note.wasm);
}

const isSpeed = (value: unknown): value is number => typeof value === 'number' && value > 0 && Number.isFinite(value);
