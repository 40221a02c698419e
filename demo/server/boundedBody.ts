import type { Readable } from 'node:stream';

/** One answer, or all answers in memory together, exceed their limit. */
export class TooLarge extends Error {
  constructor(readonly of: 'answer' | 'all') {
    super('Too large.');
  }
}

/** Bytes of all answers in memory: read from Prometheus and not yet sent to the page. */
export class ByteBudget {
  private held = 0;

  constructor(private readonly most: number) {}

  /** An account of one answer. `add` throws TooLarge beyond `mostAlone` bytes, or beyond the budget of all. */
  open(mostAlone: number): { add: (bytes: number) => void; close: () => void } {
    let own = 0;
    return {
      add: (bytes) => {
        if (own + bytes > mostAlone || this.held + bytes > this.most) {
          throw new TooLarge(own + bytes > mostAlone ? 'answer' : 'all');
        }
        own += bytes;
        this.held += bytes;
      },
      close: () => {
        this.held -= own;
        own = 0;
      },
    };
  }
}

/** Size in bytes of the blocks that collect pieces of a body. Pieces of one byte each would take a hundred times their size. */
const BLOCK = 65_536;

/**
 * Reads a body to its end. `add` gets the number of bytes of each piece, and can throw to stop. Rejects with the error of
 * `add` or of the connection, and closes the connection in both cases.
 */
export async function readBody(body: Readable, add: (bytes: number) => void): Promise<Buffer> {
  const blocks: Buffer[] = [];
  let length = 0;
  for await (let piece of body as AsyncIterable<Buffer>) {
    add(piece.length);
    while (piece.length > 0) {
      const filled = length % BLOCK;
      if (filled === 0) {
        blocks.push(Buffer.allocUnsafe(BLOCK));
      }
      const copied = piece.copy(blocks[blocks.length - 1], filled);
      length += copied;
      piece = piece.subarray(copied);
    }
  }
  return Buffer.concat(blocks, length);
}
