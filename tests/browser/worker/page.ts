import type { Series } from '../../../src/detector/series';
import { DEFAULT_DETECTOR_SETTINGS } from '../../../src/detector/settings';
import { createAnalysisClient } from '../../../src/worker/client';
import { createAnalysisWorker } from '../../../src/worker/factory';
import type { AnalysisFailure, AnalysisResult, BackendName } from '../../../src/worker/protocol';
import type { Patience } from '../../../src/worker/workerLink';

/** What a test may ask of the page; everything in it survives the way out of the browser. */
export interface Question {
  readonly assetsUrl: string;
  readonly preference?: BackendName;
  readonly patience?: Patience;
  readonly points: number;
}

export type Reply =
  | {
      readonly engine: AnalysisResult['engine'];
      readonly statuses: string[];
      readonly reconstruction: number[];
      /** Longest time in which the page's own thread did not get its turn, milliseconds. */
      readonly longestWaitMs: number;
    }
  | { readonly failure: AnalysisFailure };

export interface WorkerPage {
  open(question: Omit<Question, 'points'>): void;
  /** Asks the client that was opened last. */
  ask(points: number, seed: number): Promise<Reply>;
  retry(): void;
  /** Aborts a long question after a while. @returns milliseconds from then until a short one was answered */
  abortThenAsk(points: number): Promise<number>;
}

let client: ReturnType<typeof createAnalysisClient> | undefined;

const page: WorkerPage = {
  open({ assetsUrl, preference, patience }) {
    client?.end();
    client = createAnalysisClient({ createWorker: () => createAnalysisWorker(assetsUrl, { preference }), patience });
  },
  async ask(points, seed) {
    const watch = watchThread();
    try {
      if (!client) {
        throw new Error('open a client first');
      }
      const { outcomes, engine } = await client.analyse(
        { series: [joinedSines(points, seed)], settings: DEFAULT_DETECTOR_SETTINGS },
        { signal: new AbortController().signal }
      );
      const [outcome] = outcomes;
      return {
        engine,
        statuses: outcomes.map(({ status }) => status),
        reconstruction: outcome.status === 'detected' ? Array.from(outcome.detection.reconstruction) : [],
        longestWaitMs: watch.longest(),
      };
    } catch (thrown) {
      if (thrown instanceof Error && 'failure' in thrown) {
        return { failure: thrown.failure as AnalysisFailure };
      }
      throw thrown;
    }
  },
  retry: () => client?.retry(),
  async abortThenAsk(points) {
    const abort = new AbortController();
    const request = { series: [joinedSines(points, 7)], settings: DEFAULT_DETECTOR_SETTINGS };
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

function joinedSines(points: number, seed: number): Series {
  return {
    times: Float64Array.from({ length: points }, (_, index) => index * 60_000),
    values: Float64Array.from(
      { length: points },
      (_, index) => Math.sin(index / 5 + seed) + 0.3 * Math.sin(index / 17)
    ),
  };
}

function watchThread() {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 10);
  return {
    longest() {
      clearInterval(timer);
      return longest;
    },
  };
}

Object.assign(window, { workerPage: page });
