import type { AnalysisClient, EngineChoice } from './analysisClient';
import { readBenchmark, writeBenchmark } from './benchmarkNote';
import { Dispatcher, type DispatcherOptions } from './dispatcher';
import { createAnalysisWorker } from './factory';
import type { Benchmark } from './protocol';

/** A client with its own workers. The first one starts at once; `end` ends them all. */
export function createAnalysisClient(options: DispatcherOptions = {}): AnalysisClient & { end(): void } {
  const dispatcher = new Dispatcher(options);
  dispatcher.warmUp();
  return dispatcher;
}

/** The page's workers for one engine. */
export function openPool(engine: EngineChoice): AnalysisClient {
  return createAnalysisClient(
    engine === 'auto'
      ? { createWorker: () => createAnalysisWorker(undefined, { benchmark: readBenchmark() }), onBenchmark: store }
      : { createWorker: () => createAnalysisWorker(undefined, { preference: engine }) }
  );
}

/** Ignores benchmarks of hidden tabs, because browsers slow those down. */
function store(benchmark: Benchmark): void {
  if (document.visibilityState === 'visible') {
    writeBenchmark(benchmark);
  }
}
