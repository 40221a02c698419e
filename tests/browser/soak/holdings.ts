import type { CDPSession, Page, Worker } from '@playwright/test';

/** What one thread holds after its rubbish was collected, in bytes. */
export interface Heap {
  /** JavaScript's objects and the browser's own behind them. */
  readonly objects: number;
  /** What their typed arrays lie in. */
  readonly arrays: number;
}

/** What tfjs holds in one worker. */
export interface TensorHoldings {
  readonly tensors: number;
  /** Bytes of textures, in use and kept for reuse; 0 where WebGL does not compute. */
  readonly gpuBytes: number;
}

export interface Holdings {
  readonly workers: number;
  readonly page: Heap;
  /** Of all workers together. */
  readonly inWorkers: Heap;
  readonly tensors: number;
  readonly gpuBytes: number;
}

/** Asks the page's and its workers' own heaps. One a page: attach it before the first worker starts. */
export class HoldingsWatch {
  private readonly answers = new Map<number, (result: unknown) => void>();
  private readonly workers = new Set<string>();
  private lastId = 0;

  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession
  ) {
    session.on('Target.attachedToTarget', ({ sessionId }) => this.workers.add(sessionId));
    session.on('Target.detachedFromTarget', ({ sessionId }) => this.workers.delete(sessionId));
    session.on('Target.receivedMessageFromTarget', ({ message }) => {
      const { id, result } = JSON.parse(message) as { id: number; result: unknown };
      this.answers.get(id)?.(result);
      this.answers.delete(id);
    });
  }

  static async attach(page: Page): Promise<HoldingsWatch> {
    const session = await page.context().newCDPSession(page);
    const watch = new HoldingsWatch(page, session);
    await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
    return watch;
  }

  async holdings(): Promise<Holdings> {
    const inThreads = await Promise.all(
      [...this.workers].map((worker) => heapOf((method) => this.askWorker(worker, method)))
    );
    const ofTensors = await Promise.all(this.page.workers().map(tensorsIn));
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    return {
      workers: this.workers.size,
      page: await heapOf((method) => this.session.send(method)),
      inWorkers: {
        objects: sum(inThreads.map(({ objects }) => objects)),
        arrays: sum(inThreads.map(({ arrays }) => arrays)),
      },
      tensors: sum(ofTensors.map(({ tensors }) => tensors)),
      gpuBytes: sum(ofTensors.map(({ gpuBytes }) => gpuBytes)),
    };
  }

  /** A worker's own session lies inside the page's, message in message. */
  private async askWorker(sessionId: string, method: string): Promise<unknown> {
    const id = ++this.lastId;
    const answer = new Promise((resolve) => this.answers.set(id, resolve));
    await this.session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    return answer;
  }
}

async function heapOf(
  ask: (method: 'HeapProfiler.enable' | 'HeapProfiler.collectGarbage' | 'Runtime.getHeapUsage') => Promise<unknown>
): Promise<Heap> {
  // Twice: what the first collection finalizes is free for the second.
  await ask('HeapProfiler.collectGarbage');
  await ask('HeapProfiler.collectGarbage');
  const usage = (await ask('Runtime.getHeapUsage')) as {
    usedSize: number;
    embedderHeapUsedSize: number;
    backingStorageSize: number;
  };
  return { objects: usage.usedSize + usage.embedderHeapUsedSize, arrays: usage.backingStorageSize };
}

function tensorsIn(worker: Worker): Promise<TensorHoldings> {
  return worker.evaluate(() => {
    // tfjs keeps its engine on the worker's global object; it has no backend any more once WebGL was lost.
    const { _tfengine: engine } = self as unknown as {
      _tfengine: {
        state: { numTensors: number };
        backendInstance: { memory(): { numBytesInGPUAllocated?: number } } | null;
      };
    };
    const gpuBytes = engine.backendInstance?.memory().numBytesInGPUAllocated ?? 0;
    return { tensors: engine.state.numTensors, gpuBytes };
  });
}
