import type { Series } from '../../../src/detector/series';
import { DEFAULT_DETECTOR_SETTINGS } from '../../../src/detector/settings';
import { createAnalysisClient } from '../../../src/worker/pooledClient';
import { createAnalysisWorker } from '../../../src/worker/factory';
import { seededSeries } from '../seeded';

export interface Timing {
  /** From the question to the answer, milliseconds. */
  readonly wallMs: number;
  /** Longest task of the page's own thread by the browser's reckoning, which counts those over 50 ms; 0 for none. */
  readonly longestTaskMs: number;
  /** Longest time between two frames, milliseconds. */
  readonly longestFrameMs: number;
  readonly backend: string;
}

/** Workers of a client: so many at most, or as many as a panel's. */
export type Workers = number | 'as panels';

export interface Question {
  readonly workers: Workers;
  readonly series: number;
  readonly points: number;
  /** Another seed is another content, which no cache knows. */
  readonly seed: number;
  /** Points by which the range has moved on since the same seed was asked with 0. */
  readonly from?: number;
}

export interface PanelPage {
  /** Opens a client of its own for each of these, one after the other, and has it answer what brings all its workers up. */
  open(assetsUrl: string, workers: readonly Workers[]): Promise<void>;
  /** Milliseconds from a new client to its first answer, about one series; the client is ended. */
  firstAnswer(assetsUrl: string, points: number): Promise<number>;
  ask(question: Question): Promise<Timing>;
}

const clients = new Map<Workers, ReturnType<typeof createAnalysisClient>>();

const page: PanelPage = {
  async open(assetsUrl, workers) {
    for (const most of workers) {
      clients.set(most, clientWith(assetsUrl, most));
      await page.ask({ workers: most, series: 20, points: 1_000, seed: 0 });
    }
  },
  async firstAnswer(assetsUrl, points) {
    const begin = performance.now();
    const client = clientWith(assetsUrl, 'as panels');
    await analysed(client, { workers: 'as panels', series: 1, points, seed: 0 });
    client.end();
    return performance.now() - begin;
  },
  async ask(question) {
    const client = clients.get(question.workers);
    if (!client) {
      throw new Error(`open a client with ${question.workers} workers first`);
    }
    return analysed(client, question);
  },
};

function clientWith(assetsUrl: string, workers: Workers): ReturnType<typeof createAnalysisClient> {
  return createAnalysisClient({
    createWorker: () => createAnalysisWorker(assetsUrl),
    ...(workers !== 'as panels' && { workers }),
  });
}

async function analysed(
  client: ReturnType<typeof createAnalysisClient>,
  { series, points, seed, from = 0 }: Question
): Promise<Timing> {
  const asked = Array.from({ length: series }, (_, i): Series => seededSeries(points, 1000 * seed + i, from));
  const names = asked.map((_, i) => `series ${i}`);
  await nextFrame();
  const watch = watchThread();
  const begin = performance.now();
  const { outcomes, engine } = await client.analyse(
    // However long it takes: windows must not lie farther apart where more is asked.
    {
      series: asked,
      settings: { ...DEFAULT_DETECTOR_SETTINGS, windowSize: 64 },
      panel: `panel ${seed}`,
      names,
      budgetMs: Infinity,
    },
    { signal: new AbortController().signal }
  );
  const wallMs = performance.now() - begin;
  const odd = outcomes.find(({ status }) => status !== 'detected');
  if (odd) {
    throw new Error(`a series was ${odd.status}`);
  }
  return { wallMs, ...(await watch.end()), backend: engine.backend };
}

function watchThread() {
  let longestTaskMs = 0;
  const note = (list: PerformanceObserverEntryList) =>
    list.getEntries().forEach(({ duration }) => (longestTaskMs = Math.max(longestTaskMs, duration)));
  const observer = new PerformanceObserver(note);
  observer.observe({ type: 'longtask' });
  let longestFrameMs = 0;
  let last = performance.now();
  let watching = true;
  const onFrame = () => {
    const now = performance.now();
    longestFrameMs = Math.max(longestFrameMs, now - last);
    last = now;
    if (watching) {
      requestAnimationFrame(onFrame);
    }
  };
  requestAnimationFrame(onFrame);
  return {
    /** Entries arrive a little after the tasks that they are about. */
    async end() {
      watching = false;
      await nextFrame();
      await new Promise((resolve) => setTimeout(resolve, 50));
      observer.disconnect();
      return { longestTaskMs, longestFrameMs };
    },
  };
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

Object.assign(window, { panelPage: page });
