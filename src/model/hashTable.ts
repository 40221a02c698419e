import { finish, step } from '../shared/hash';

/** Rows that memory is taken for at a time. */
const CHUNK = 256;
/** An index more than half full makes long searches. */
const FULLEST = 0.5;

/**
 * Rows of numbers found by rows of numbers, by their bits: a hash says where to look, and the row that stands there is
 * compared, so that no two rows are ever taken for each other. Rows are only added; a table is let go as a whole.
 */
export class HashTable {
  /** Key and value of each row, side by side. */
  private readonly chunks: Float32Array[] = [];
  /** The same memory as words. */
  private readonly words: Int32Array[] = [];
  /** Row number + 1 where a hash leads to, 0 where nothing is; its length is a power of two. */
  private index = new Int32Array(2 * CHUNK);
  private count = 0;

  constructor(
    private readonly keyWidth: number,
    private readonly valueWidth: number
  ) {}

  get bytes(): number {
    return 4 * (this.chunks.length * CHUNK * this.width + this.index.length);
  }

  /**
   * @param keys rows as words
   * @param from where the row begins
   * @returns what stands beside that row (not a copy), or null
   */
  find(keys: Int32Array, from: number): Float32Array | null {
    const row = this.index[this.placeOf(keys, from)] - 1;
    if (row < 0) {
      return null;
    }
    const at = (row % CHUNK) * this.width + this.keyWidth;
    return this.chunks[Math.floor(row / CHUNK)].subarray(at, at + this.valueWidth);
  }

  /** Adds a row, unless it is there. */
  add(keys: Int32Array, from: number, value: Float32Array): void {
    const place = this.placeOf(keys, from);
    if (this.index[place] !== 0) {
      return;
    }
    const row = this.count++;
    const chunk = Math.floor(row / CHUNK);
    if (chunk === this.chunks.length) {
      this.chunks.push(new Float32Array(CHUNK * this.width));
      this.words.push(new Int32Array(this.chunks[chunk].buffer));
    }
    const at = (row % CHUNK) * this.width;
    this.words[chunk].set(keys.subarray(from, from + this.keyWidth), at);
    this.chunks[chunk].set(value, at + this.keyWidth);
    this.index[place] = row + 1;
    if (this.count > FULLEST * this.index.length) {
      this.widenIndex();
    }
  }

  private get width(): number {
    return this.keyWidth + this.valueWidth;
  }

  /** The place of this row in the index, or the empty one where it belongs. */
  private placeOf(keys: Int32Array, from: number): number {
    const mask = this.index.length - 1;
    let place = this.hashOf(keys, from) & mask;
    while (this.index[place] !== 0 && !this.isRow(this.index[place] - 1, keys, from)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private isRow(row: number, keys: Int32Array, from: number): boolean {
    const words = this.words[Math.floor(row / CHUNK)];
    const at = (row % CHUNK) * this.width;
    for (let i = 0; i < this.keyWidth; i++) {
      if (words[at + i] !== keys[from + i]) {
        return false;
      }
    }
    return true;
  }

  private hashOf(keys: Int32Array, from: number): number {
    let hash = 0;
    for (let i = from; i < from + this.keyWidth; i++) {
      hash = step(hash, keys[i]);
    }
    return finish(hash);
  }

  private widenIndex(): void {
    this.index = new Int32Array(2 * this.index.length);
    for (let row = 0; row < this.count; row++) {
      const place = this.placeOf(this.words[Math.floor(row / CHUNK)], (row % CHUNK) * this.width);
      this.index[place] = row + 1;
    }
  }
}
