import { batchRows } from './autoencoder';
import type { Engine } from './engine';

type Batch = Parameters<Engine['run']>;

interface Waiting {
  readonly batch: Batch;
  readonly resolve: (answer: Float32Array) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Collects batches while the engine computes, then joins those of one kind into one call. Several series then cost hardly
 * more than one on backends where the cost lies in the calls.
 */
export function batchingEngine(engine: Engine): Engine {
  let waiting: Waiting[] = [];
  let computing = false;

  async function computeAll(): Promise<void> {
    computing = true;
    // Callers of the same turn add their batches first.
    await Promise.resolve();
    while (waiting.length > 0) {
      const together = nextJoinable();
      waiting = waiting.filter((one) => !together.includes(one));
      try {
        const answer = await engine.run(...join(together.map(({ batch }) => batch)));
        let from = 0;
        const width = answer.length / together.reduce((rows, { batch: [, , count] }) => rows + count, 0);
        for (const { batch, resolve } of together) {
          const to = from + batch[2] * width;
          resolve(together.length === 1 ? answer : answer.slice(from, to));
          from = to;
        }
      } catch (thrown) {
        together.forEach(({ reject }) => reject(thrown));
      }
    }
    computing = false;
  }

  /** The first waiting batch and all of its kind that fit into one call with it. */
  function nextJoinable(): Waiting[] {
    const [[half, , , windowSize]] = waiting.map(({ batch }) => batch);
    let room = batchRows(engine, windowSize);
    return waiting.filter(({ batch: [otherHalf, , count, otherSize] }, index) => {
      const fits = otherHalf === half && otherSize === windowSize && (index === 0 || count <= room);
      room -= fits ? count : 0;
      return fits;
    });
  }

  return {
    ...engine,
    run: (...batch) =>
      new Promise((resolve, reject) => {
        waiting.push({ batch, resolve, reject });
        if (!computing) {
          void computeAll();
        }
      }),
  };
}

function join(batches: readonly Batch[]): Batch {
  const [[half, input, count, windowSize], ...others] = batches;
  if (others.length === 0) {
    return [half, input, count, windowSize];
  }
  const rows = batches.reduce((sum, [, , more]) => sum + more, 0);
  const all = new Float32Array((input.length / count) * rows);
  let from = 0;
  for (const [, one] of batches) {
    all.set(one, from);
    from += one.length;
  }
  return [half, all, rows, windowSize];
}
