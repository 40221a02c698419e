import type { AnalysisClient, EngineChoice } from './analysisClient';
import { Dispatcher, type DispatcherOptions } from './dispatcher';
import { createAnalysisWorker } from './factory';
import type { Benchmark } from './protocol';
import { readBenchmark, writeBenchmark } from './benchmarkNote';

/** A client with workers of its own, the first of which starts at once. `end` gives everything back. */
export function createAnalysisClient(options: DispatcherOptions = {}): AnalysisClient & { end(): void } {
  const dispatcher = new Dispatcher(options);
  dispatcher.warmUp();
  return dispatcher;
}

/** The workers of a page for one engine. */
export function openPool(engine: EngineChoice): AnalysisClient {
  return createAnalysisClient(
    engine === 'auto'
      ? { createWorker: () => createAnalysisWorker(undefined, { race: readBenchmark() }), onRace: remember }
      : { createWorker: () => createAnalysisWorker(undefined, { preference: engine }) }
  );
}

/** What was measured behind a hidden tab, which browsers slow down, is not worth remembering. */
function remember(race: Benchmark): void {
  if (document.visibilityState === 'visible') {
    writeBenchmark(race);
  }
}
