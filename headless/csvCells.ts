/** Cells of a block. */
const BLOCK = 8192;

/** Numbers of a column whose length is not known yet, eight bytes each or one, without a copy each time it grows. */
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

  /** All of them in one array. Nothing can be added after that. */
  all(): Block {
    const all = new this.kind(this.count);
    this.blocks.forEach((block, i) => {
      const rest = Math.min(BLOCK, this.count - i * BLOCK);
      all.set(block.subarray(0, rest), i * BLOCK);
    });
    this.blocks.length = 0;
    return all;
  }
}
