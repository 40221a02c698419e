import { HashTable } from './hashTable';

/** A window of 64 points with its latent and two reconstructions takes about 1 kB. */
export const DEFAULT_CACHE_BYTES = 32 * 1024 * 1024;

const GENERATIONS = 4;

/** Rows of `width` numbers whose answers are rows of `answerWidth` numbers. */
export interface Kind {
  readonly name: string;
  readonly width: number;
  readonly answerWidth: number;
}

/**
 * The network's answers by content of the input rows. New answers go into the youngest generation. When it is full, a new
 * one begins and the oldest is dropped as a whole. A hit in an older generation copies the answer to the youngest.
 */
export class GenerationalCache {
  /** Youngest first; each has a table per kind. */
  private generations: Array<Map<string, HashTable>> = [new Map()];
  private backend = '';

  constructor(private readonly limitBytes: number = DEFAULT_CACHE_BYTES) {}

  get bytes(): number {
    return this.generations.reduce((sum, generation) => sum + bytesOf(generation), 0);
  }

  /** Drops the answers of another backend, because backends round differently. */
  clearUnlessFrom(backend: string): void {
    if (backend !== this.backend) {
      this.generations = [new Map()];
      this.backend = backend;
    }
  }

  /**
   * @param rows as 32-bit words, shape [count, kind.width]
   * @returns the answer to `row` (not a copy), or null
   */
  get(kind: Kind, rows: Int32Array, row: number): Float32Array | null {
    for (const [age, generation] of this.generations.entries()) {
      const answer = generation.get(kind.name)?.find(rows, row * kind.width);
      if (answer) {
        if (age >= GENERATIONS / 2) {
          this.set(kind, rows, row, answer);
        }
        return answer;
      }
    }
    return null;
  }

  /** @param answer `kind.answerWidth` numbers; they are copied */
  set(kind: Kind, rows: Int32Array, row: number, answer: Float32Array): void {
    const [youngest] = this.generations;
    const table = youngest.get(kind.name) ?? new HashTable(kind.width, kind.answerWidth);
    youngest.set(kind.name, table);
    table.add(rows, row * kind.width, answer);
    if (bytesOf(youngest) > this.limitBytes / GENERATIONS) {
      this.generations = [new Map(), ...this.generations.slice(0, GENERATIONS - 1)];
    }
  }
}

function bytesOf(generation: ReadonlyMap<string, HashTable>): number {
  let bytes = 0;
  for (const table of generation.values()) {
    bytes += table.bytes;
  }
  return bytes;
}
