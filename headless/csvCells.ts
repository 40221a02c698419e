/** Cells per block. */
const BLOCK = 8192;

/** A growing array of numbers, of eight bytes or one byte each. It grows by blocks, without copies. */
export class Cells<Block extends Float64Array | Uint8Array = Float64Array> {
  private readonly blocks: Block[] = [];
  private count = 0;

  constructor(private readonly kind: new (length: number) => Block = Float64Array as never) {}

  get length(): number {
    return this.count;
  }

  add(value: number): void {
    const at = this.count % BLOCK;
    if (at === 0) {
      this.blocks.push(new this.kind(BLOCK));
    }
    this.blocks[this.blocks.length - 1][at] = value;
    this.count++;
  }

  /** All numbers in one array. Nothing can be added afterwards. */
  all(): Block {
    const all = new this.kind(this.count);
    this.blocks.forEach((block, i) => {
      const length = Math.min(BLOCK, this.count - i * BLOCK);
      all.set(block.subarray(0, length), i * BLOCK);
    });
    this.blocks.length = 0;
    return all;
  }
}
