import type { Readable } from 'node:stream';

/** An answer is larger than one may be, or all that are held together are larger than they may be. */
export class TooLarge extends Error {
  constructor(readonly of: 'answer' | 'all') {
    super('Too large.');
  }
}

/** Bytes of all answers that are held at once: read from Prometheus, and not yet handed to the page. */
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

/** Bytes of a block that pieces of a body are copied to: one byte a piece, they would take a hundred times their size. */
const BLOCK = 65_536;

/**
 * Reads a body to its end. `add` is told of the bytes of each piece, and ends the reading by throwing. Rejects with what it
 * threw, or with the error of the connection; the connection is closed in both cases.
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
