/** A thread for pool.test.ts. It sums numbers, takes a given time for that and records its start and end. */
import { workerData } from 'node:worker_threads';
import { serve } from './thread';

export interface Numbers {
  readonly name: string;
  readonly values: Float64Array;
}

export interface Added {
  readonly sum: number;
  readonly values: Float64Array;
  readonly began: number;
  readonly ended: number;
}

const now = () => performance.timeOrigin + performance.now();

serve<Numbers, Added>(async () => ({
  passedOver: [],
  async answer({ values }, progress) {
    const began = now();
    progress(0.5);
    await new Promise((resolve) => setTimeout(resolve, workerData as number));
    progress(1);
    return { sum: values.reduce((sum, value) => sum + value, 0), values, began, ended: now() };
  },
  handsOver: ({ values }) => [values.buffer as ArrayBuffer],
}));
