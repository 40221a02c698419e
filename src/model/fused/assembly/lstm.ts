import { Activation } from './activation';

/** An LSTM layer: addresses and sizes, in the order in which `layout.ts` writes them. */
@unmanaged
export class Lstm {
  /** [units / 4][inputs + units][gate][4], gates in the order input, forget, cell, output */
  weights: usize;
  /** [units / 4][gate][4]: what a step's sums begin with, of the first window */
  start: usize;
  /** Bytes to the next window's start; 0 where all share the bias. */
  startStride: usize;
  /** Values that come in at every step; 0 where they are constant over time and part of `start`. */
  inputs: i32;
  /** A multiple of 4. */
  units: i32;
  /** Cell states, [window][units] */
  cells: usize;
  /** Where a step's outputs wait until every unit has read the step before's, [window][units] */
  fresh: usize;

  /**
   * One step of `count` windows. A window's row holds this layer's inputs and, right behind them, its last outputs: one
   * vector for one multiplication. Its new outputs replace the last ones.
   *
   * Four units are computed at a time with all of their gates, two windows side by side: eight sums that do not wait for
   * each other, and every load of weights serves both. Those four units' weights stay in the nearest cache for the other
   * windows.
   *
   * @param rows address of this layer's inputs in the first window's row
   * @param rowStride bytes to the next window's row
   */
  step(rows: usize, rowStride: usize, count: i32): void {
    const depth = <usize>(this.inputs + this.units) * 64;
    const unitBytes = <usize>this.units * 4;
    const blocks = this.units / 4;
    for (let block = 0; block < blocks; block++) {
      const weights = this.weights + block * depth;
      const end = weights + depth;
      let start = this.start + block * 64;
      let cell = this.cells + block * 16;
      let fresh = this.fresh + block * 16;
      let x = rows;
      let left = count;
      for (; left >= 2; left -= 2) {
        const nextStart = start + this.startStride;
        let i = v128.load(start);
        let f = v128.load(start, 16);
        let g = v128.load(start, 32);
        let o = v128.load(start, 48);
        let i2 = v128.load(nextStart);
        let f2 = v128.load(nextStart, 16);
        let g2 = v128.load(nextStart, 32);
        let o2 = v128.load(nextStart, 48);
        let a = x;
        let b = x + rowStride;
        for (let at = weights; at < end; at += 64) {
          const first = v128.load_splat<f32>(a);
          const second = v128.load_splat<f32>(b);
          const wi = v128.load(at);
          i = f32x4.add(i, f32x4.mul(wi, first));
          i2 = f32x4.add(i2, f32x4.mul(wi, second));
          const wf = v128.load(at, 16);
          f = f32x4.add(f, f32x4.mul(wf, first));
          f2 = f32x4.add(f2, f32x4.mul(wf, second));
          const wg = v128.load(at, 32);
          g = f32x4.add(g, f32x4.mul(wg, first));
          g2 = f32x4.add(g2, f32x4.mul(wg, second));
          const wo = v128.load(at, 48);
          o = f32x4.add(o, f32x4.mul(wo, first));
          o2 = f32x4.add(o2, f32x4.mul(wo, second));
          a += 4;
          b += 4;
        }
        Lstm.gates(cell, fresh, i, f, g, o);
        Lstm.gates(cell + unitBytes, fresh + unitBytes, i2, f2, g2, o2);
        x += 2 * rowStride;
        start = nextStart + this.startStride;
        cell += 2 * unitBytes;
        fresh += 2 * unitBytes;
      }
      if (left > 0) {
        let i = v128.load(start);
        let f = v128.load(start, 16);
        let g = v128.load(start, 32);
        let o = v128.load(start, 48);
        let a = x;
        for (let at = weights; at < end; at += 64) {
          const first = v128.load_splat<f32>(a);
          i = f32x4.add(i, f32x4.mul(v128.load(at), first));
          f = f32x4.add(f, f32x4.mul(v128.load(at, 16), first));
          g = f32x4.add(g, f32x4.mul(v128.load(at, 32), first));
          o = f32x4.add(o, f32x4.mul(v128.load(at, 48), first));
          a += 4;
        }
        Lstm.gates(cell, fresh, i, f, g, o);
      }
    }
    this.publish(rows + <usize>this.inputs * 4, rowStride, count);
  }

  /** Forgets all: cells and outputs of `count` windows become 0. */
  reset(rows: usize, rowStride: usize, count: i32): void {
    const bytes = <usize>this.units * 4;
    memory.fill(this.cells, 0, bytes * count);
    memory.fill(this.fresh, 0, bytes * count);
    this.publish(rows + <usize>this.inputs * 4, rowStride, count);
  }

  private publish(outputs: usize, rowStride: usize, count: i32): void {
    const bytes = <usize>this.units * 4;
    let from = this.fresh;
    let to = outputs;
    for (let window = 0; window < count; window++) {
      for (let at: usize = 0; at < bytes; at += 16) {
        v128.store(to + at, v128.load(from + at));
      }
      from += bytes;
      to += rowStride;
    }
  }

  /** c = f · c + i · tanh(g) and h = o · tanh(c) of four units. */
  private static gates(cell: usize, fresh: usize, i: v128, f: v128, g: v128, o: v128): void {
    const state = f32x4.add(Activation.sigmoidTimes(f, v128.load(cell)), Activation.sigmoidTimesTanh(i, g));
    v128.store(cell, state);
    v128.store(fresh, Activation.sigmoidTimesTanh(o, Activation.tanhArgument(state)));
  }
}
