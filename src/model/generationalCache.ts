import { HashTable } from './hashTable';

/** What a worker remembers at most. A window of 64 points with its latent and two drawings takes about 1 kB. */
export const DEFAULT_MEMORY_BYTES = 32 * 1024 * 1024;

/** Rows grow old in so many steps. */
const GENERATIONS = 4;

/** One kind of question: rows of `width` numbers are answered by rows of `answerWidth`. */
export interface Kind {
  readonly name: string;
  readonly width: number;
  readonly answerWidth: number;
}

/**
 * What the network answered, by what it was asked. New answers go into the youngest generation; when that is full all
 * grow older by one, and the oldest is forgotten as a whole. What is asked again in old age becomes young again.
 */
export class GenerationalCache {
  /** Youngest first, each with a table for every kind. */
  private generations: Array<Map<string, HashTable>> = [new Map()];
  private origin = '';

  constructor(private readonly limitBytes: number = DEFAULT_MEMORY_BYTES) {}

  get bytes(): number {
    return this.generations.reduce((sum, generation) => sum + bytesOf(generation), 0);
  }

  /** Forgets what came from anywhere else: another backend rounds in another way. */
  belongTo(origin: string): void {
    if (origin !== this.origin) {
      this.generations = [new Map()];
      this.origin = origin;
    }
  }

  /**
   * @param asked rows as words, shape [rows, kind.width]
   * @returns the answer to one of them (not a copy), or null
   */
  recall(kind: Kind, asked: Int32Array, row: number): Float32Array | null {
    for (const [age, generation] of this.generations.entries()) {
      const answer = generation.get(kind.name)?.find(asked, row * kind.width);
      if (answer) {
        if (age >= GENERATIONS / 2) {
          this.keep(kind, asked, row, answer);
        }
        return answer;
      }
    }
    return null;
  }

  /** @param answer `kind.answerWidth` numbers; they are copied */
  keep(kind: Kind, asked: Int32Array, row: number, answer: Float32Array): void {
    const [youngest] = this.generations;
    const table = youngest.get(kind.name) ?? new HashTable(kind.width, kind.answerWidth);
    youngest.set(kind.name, table);
    table.add(asked, row * kind.width, answer);
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
