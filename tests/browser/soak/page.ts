import type { Series } from '../../../src/detector/series';
import { DEFAULT_DETECTOR_SETTINGS } from '../../../src/detector/settings';
import { createAnalysisClient } from '../../../src/worker/pooledClient';
import { createAnalysisWorker } from '../../../src/worker/factory';
import type { BackendName } from '../../../src/worker/protocol';

export interface SoakPage {
  /** Opens a client like the panels'. */
  open(assetsUrl: string, preference?: BackendName): void;
  /**
   * A panel's refreshes, one after the other: its range of 200 points moves on by five new ones each time. Every tenth is
   * asked twice, and the first of the two taken back, as when a newer question overtakes an older one.
   *
   * @returns the backend that computed the last one
   * @throws Error when a series was not judged
   */
  refresh(times: number): Promise<BackendName>;
  /** A dashboard of long series is opened: enough work for every worker there may be. */
  visitDashboard(): Promise<void>;
}

const SERIES = 2;
const POINTS = 200;
const NEW_POINTS = 5;
const DASHBOARD = { series: 20, points: 1_000 };
/** Each dashboard's points lie this far behind the one before: none is known. */
const DASHBOARD_STEP = 10_000;

let client: ReturnType<typeof createAnalysisClient>;
let refreshed = 0;
let visited = 0;

const page: SoakPage = {
  open(assetsUrl, preference) {
    client = createAnalysisClient({
      createWorker: () => createAnalysisWorker(assetsUrl, { preference, cacheBytes: 2 ** 20 }),
      // A worker that is gone is missed after three seconds, and none goes for want of work.
      patience: { tickMs: 500, ticksToStart: 120, ticksToAnswer: 6 },
      idleTimeoutMs: 3_600_000,
    });
  },
  async refresh(times) {
    let backend: BackendName = 'cpu';
    for (let time = 0; time < times; time++) {
      refreshed++;
      if (refreshed % 10 === 0) {
        await takenBack(refreshed * NEW_POINTS + 1);
      }
      backend = await judged('soaked', SERIES, POINTS, refreshed * NEW_POINTS);
    }
    return backend;
  },
  async visitDashboard() {
    visited++;
    await judged('dashboard', DASHBOARD.series, DASHBOARD.points, visited * DASHBOARD_STEP);
  },
};

async function judged(panel: string, count: number, points: number, from: number): Promise<BackendName> {
  const { outcomes, engine } = await client.analyse(question(panel, count, points, from), {
    signal: new AbortController().signal,
    onPhase: () => undefined,
  });
  const odd = outcomes.find(({ status }) => status !== 'detected');
  if (odd || outcomes.length !== count) {
    throw new Error(`${outcomes.length} outcomes, one of them ${odd?.status}`);
  }
  return engine.backend;
}

async function takenBack(from: number): Promise<void> {
  const abort = new AbortController();
  const answer = client.analyse(question('soaked', SERIES, POINTS, from), { signal: abort.signal });
  await new Promise((resolve) => setTimeout(resolve, 1));
  abort.abort();
  await answer.catch((thrown: unknown) => {
    if (!(thrown instanceof DOMException)) {
      throw thrown;
    }
  });
}

function question(panel: string, count: number, points: number, from: number) {
  const series = Array.from({ length: count }, (_, one) => seriesFrom(one, points, from));
  return { series, settings: DEFAULT_DETECTOR_SETTINGS, panel, names: series.map((_, one) => `${panel} ${one}`) };
}

/** A cycle and noise that never comes again. */
function seriesFrom(seed: number, points: number, from: number): Series {
  const noise = (at: number) => {
    const mixed = Math.imul(Math.imul(at + 1, 0x9e3779b1) ^ seed, 0x85ebca6b);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32 - 0.5;
  };
  const positions = Array.from({ length: points }, (_, i) => from + i);
  return {
    times: Float64Array.from(positions, (at) => at * 60_000),
    values: Float64Array.from(positions, (at) => Math.sin(at / (5 + seed)) + 0.2 * noise(at)),
  };
}

Object.assign(window, { soakPage: page });
