import { finish, step } from '../shared/hash';

/** Rows per allocation. */
const CHUNK = 256;
/** A fuller index makes searches long. */
const MAX_LOAD = 0.5;

/**
 * A hash table with open addressing from rows of numbers to rows of numbers. Keys are compared bit by bit, so equal
 * hashes cause no mix-up. Rows cannot be removed one by one.
 */
export class HashTable {
  /** Key and value of each row, side by side. */
  private readonly chunks: Float32Array[] = [];
  /** Views of the chunks as 32-bit words. */
  private readonly words: Int32Array[] = [];
  /** Row number + 1 of each slot, 0 for an empty slot. Its length is a power of two. */
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
   * @param keys rows as 32-bit words
   * @param from offset of the row in `keys`
   * @returns the row's value (not a copy), or null
   */
  find(keys: Int32Array, from: number): Float32Array | null {
    const row = this.index[this.slotOf(keys, from)] - 1;
    if (row < 0) {
      return null;
    }
    const at = (row % CHUNK) * this.width + this.keyWidth;
    return this.chunks[Math.floor(row / CHUNK)].subarray(at, at + this.valueWidth);
  }

  /** Adds a row unless the table has it. */
  add(keys: Int32Array, from: number, value: Float32Array): void {
    const slot = this.slotOf(keys, from);
    if (this.index[slot] !== 0) {
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
    this.index[slot] = row + 1;
    if (this.count > MAX_LOAD * this.index.length) {
      this.growIndex();
    }
  }

  private get width(): number {
    return this.keyWidth + this.valueWidth;
  }

  /** The row's slot in the index, or the empty slot for it. */
  private slotOf(keys: Int32Array, from: number): number {
    const mask = this.index.length - 1;
    let slot = this.hashOf(keys, from) & mask;
    while (this.index[slot] !== 0 && !this.isRow(this.index[slot] - 1, keys, from)) {
      slot = (slot + 1) & mask;
    }
    return slot;
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

  private growIndex(): void {
    this.index = new Int32Array(2 * this.index.length);
    for (let row = 0; row < this.count; row++) {
      const slot = this.slotOf(this.words[Math.floor(row / CHUNK)], (row % CHUNK) * this.width);
      this.index[slot] = row + 1;
    }
  }
}
