import type { Series } from '../../../src/detector/series';
import { DEFAULT_DETECTOR_SETTINGS } from '../../../src/detector/settings';
import { inEnglish } from '../../../src/shared/message';
import { createAnalysisClient } from '../../../src/worker/pooledClient';
import { createAnalysisWorker } from '../../../src/worker/factory';
import type {
  AnalysisFailure,
  AnalysisResult,
  BackendName,
  Benchmark,
  SeriesOutcome,
} from '../../../src/worker/protocol';
import type { Patience } from '../../../src/worker/workerLink';

/** What is expected of the answers holds for windows of this size. */
const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: 64 };

/** What a test may ask of the page; everything in it survives the way out of the browser. */
export interface Question {
  readonly assetsUrl: string;
  readonly preference?: BackendName;
  readonly patience?: Patience;
  /** Workers at most. */
  readonly workers?: number;
  readonly idleTimeoutMs?: number;
  readonly benchmark?: Benchmark;
  readonly points: number;
}

export type Reply =
  | {
      readonly engine: AnalysisResult['engine'];
      readonly statuses: string[];
      readonly reconstruction: number[];
    }
  /** In English. */
  | { readonly failure: Record<keyof AnalysisFailure, string> };

/** What a close look came to. */
export interface InspectReply {
  readonly reason: string;
  readonly values: number;
  readonly recalled: number;
  readonly similar: number;
}

/** What came of a panel with many series. */
export interface ManyReply extends Pick<AnalysisResult, 'engine' | 'elapsedMs' | 'widerStride'> {
  readonly statuses: string[];
  /** Mean of each reconstruction; series number i lies around 100 · i. */
  readonly levels: number[];
}

export interface WorkerPage {
  open(question: Omit<Question, 'points'>): void;
  /** Asks the client that was opened last. */
  ask(points: number, seed: number): Promise<Reply>;
  /** Has a series judged, then looks closely at one point of it. */
  inspect(points: number, at: number): Promise<InspectReply>;
  /** Whether `ask` has not been answered yet. */
  isAsking(): boolean;
  /**
   * @param first point of each series; a later one makes a refresh of the same series
   * @param budgetMs time for all of them; the default is the panel's own
   */
  askMany(series: number, points: number, first: number, budgetMs?: number): Promise<ManyReply>;
  /** What the last client was told of the engines here. */
  benchmark(): Benchmark | null;
  retry(): void;
  /** Aborts a long question after a while. @returns milliseconds from then until a short one was answered */
  abortThenAsk(points: number): Promise<number>;
}

let client: ReturnType<typeof createAnalysisClient> | undefined;
let asking = 0;
let benchmark: Benchmark | null = null;

const page: WorkerPage = {
  open({ assetsUrl, preference, patience, workers, idleTimeoutMs, benchmark: known }) {
    client?.end();
    benchmark = null;
    client = createAnalysisClient({
      createWorker: () => createAnalysisWorker(assetsUrl, { preference, benchmark: known }),
      patience,
      workers,
      idleTimeoutMs,
      onBenchmark: (measured) => {
        benchmark = measured;
      },
    });
  },
  isAsking: () => asking > 0,
  benchmark: () => benchmark,
  async askMany(count, points, first, budgetMs) {
    if (!client) {
      throw new Error('open a client first');
    }
    const series = Array.from({ length: count }, (_, i) => {
      const { times, values } = joinedSines(points, i, first);
      return { times, values: values.map((value) => value + 100 * i) };
    });
    const names = series.map((_, i) => `series ${i}`);
    const { outcomes, engine, elapsedMs, widerStride } = await client.analyse(
      { series, settings, panel: 'many', names, budgetMs },
      { signal: new AbortController().signal }
    );
    const statuses = outcomes.map(({ status }) => status);
    return { engine, elapsedMs, widerStride, statuses, levels: outcomes.map(levelOf) };
  },
  async inspect(points, at) {
    if (!client) {
      throw new Error('open a client first');
    }
    const asked = { settings, panel: 'inspected' };
    const { signal } = new AbortController();
    const series = joinedSines(points, 0);
    await page.ask(100, 1);
    await client.analyse({ ...asked, series: [series], names: ['a'] }, { signal });
    const time = at * 60_000;
    const { verdict, rows, recalled, similar } = await client.inspect(
      { ...asked, series, name: 'a', at: { from: time, to: time } },
      { signal }
    );
    return {
      reason: verdict.reason,
      values: rows.values.length,
      recalled: recalled.length,
      similar: similar.length,
    };
  },
  async ask(points, seed) {
    asking++;
    try {
      if (!client) {
        throw new Error('open a client first');
      }
      const { outcomes, engine } = await client.analyse(
        { series: [joinedSines(points, seed)], settings },
        { signal: new AbortController().signal }
      );
      const [outcome] = outcomes;
      return {
        engine: { ...engine, passedOver: engine.passedOver.map(inEnglish) },
        statuses: outcomes.map(({ status }) => status),
        reconstruction: outcome.status === 'detected' ? Array.from(outcome.detection.reconstruction) : [],
      };
    } catch (thrown) {
      if (thrown instanceof Error && 'failure' in thrown) {
        const { code, message, remedy } = thrown.failure as AnalysisFailure;
        return { failure: { code, message: inEnglish(message), remedy: inEnglish(remedy) } };
      }
      throw thrown;
    } finally {
      asking--;
    }
  },
  retry: () => client?.retry(),
  async abortThenAsk(points) {
    const abort = new AbortController();
    const request = { series: [joinedSines(points, 7)], settings };
    const long = client?.analyse(request, { signal: abort.signal }).then(
      () => 'answered',
      (thrown: unknown) => (thrown instanceof DOMException ? thrown.name : String(thrown))
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    const abortedAt = performance.now();
    abort.abort();
    if ((await long) !== 'AbortError') {
      throw new Error(`the long question ended otherwise: ${await long}`);
    }
    await page.ask(100, 8);
    return performance.now() - abortedAt;
  },
};

function joinedSines(points: number, seed: number, first = 0): Series {
  return {
    times: Float64Array.from({ length: points }, (_, index) => (first + index) * 60_000),
    values: Float64Array.from(
      { length: points },
      (_, index) => Math.sin((first + index) / 5 + seed) + 0.3 * Math.sin((first + index) / 17)
    ),
  };
}

function levelOf(outcome: SeriesOutcome): number {
  if (outcome.status !== 'detected') {
    return NaN;
  }
  const drawn = outcome.detection.reconstruction.filter(Number.isFinite);
  return drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
}

Object.assign(window, { workerPage: page });
