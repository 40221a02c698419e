import type { DispatcherOptions } from './dispatcher';
import { type FakeBehaviour, FakeWorker } from './fakeWorker.fixture';
import { createAnalysisClient } from './pooledClient';

export type FakeClient = ReturnType<typeof createAnalysisClient>;

/** Opens clients on fake workers and ends them after each test. */
export class FakePool {
  /** In the order of their start. */
  readonly workers: FakeWorker[] = [];
  /** The client that was opened last. */
  client: FakeClient | undefined;

  constructor(private readonly most: number) {
    afterEach(() => {
      this.client?.end();
      this.workers.forEach((worker) => worker.terminate());
      this.workers.length = 0;
    });
  }

  /** @param behaviours of the workers in the order of their start; the last one applies to all later workers */
  readonly open = (behaviours: FakeBehaviour[] = [{}], options: DispatcherOptions = {}): FakeClient => {
    this.client = createAnalysisClient({
      createWorker: () => {
        const worker = new FakeWorker(behaviours[Math.min(this.workers.length, behaviours.length - 1)]);
        this.workers.push(worker);
        return worker.started();
      },
      workers: this.most,
      ...options,
    });
    return this.client;
  };
}

/** Long enough for sent messages to arrive. */
export const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await turn();
  }
}
