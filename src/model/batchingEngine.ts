import { batchRows } from './autoencoder';
import type { Engine } from './engine';

type Batch = Parameters<Engine['run']>;

interface Waiting {
  readonly batch: Batch;
  readonly resolve: (answer: Float32Array) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * An engine that lets batches wait while it computes, and then computes those of one kind together: where the price lies
 * in the calls rather than in the rows, several series cost hardly more than one.
 */
export function batchingEngine(engine: Engine): Engine {
  let waiting: Waiting[] = [];
  let computing = false;

  async function computeAll(): Promise<void> {
    computing = true;
    // A turn for whoever asks at the same time.
    await Promise.resolve();
    while (waiting.length > 0) {
      const together = nextTogether();
      waiting = waiting.filter((one) => !together.includes(one));
      try {
        const answer = await engine.run(...joined(together.map(({ batch }) => batch)));
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

  /** The first that waits, and all of its kind that there is room for beside it. */
  function nextTogether(): Waiting[] {
    const [[half, , , windowSize]] = waiting.map(({ batch }) => batch);
    let room = batchRows(engine, windowSize);
    return waiting.filter(({ batch: [otherHalf, , count, otherSize] }, place) => {
      const fits = otherHalf === half && otherSize === windowSize && (place === 0 || count <= room);
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

function joined(batches: readonly Batch[]): Batch {
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
