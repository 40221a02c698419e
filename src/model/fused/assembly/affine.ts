import { Activation } from './activation';

/** A dense layer: addresses and sizes, in the order in which `layout.ts` writes them. */
@unmanaged
export class Affine {
  /** [outputs / 4][inputs][4] */
  weights: usize;
  /** [outputs] */
  bias: usize;
  inputs: i32;
  /** A multiple of 4. */
  outputs: i32;
  /** 1 for tanh, whose factor is then in the weights; 0 for none. */
  tanh: i32;

  /**
   * Applies the layer to `count` vectors, `fromStride` bytes apart, and writes its answers `toStride` bytes apart. Four
   * vectors go at a time: one load of weights serves them all, and no sum waits for the one before.
   */
  apply(from: usize, fromStride: usize, to: usize, toStride: usize, count: i32): void {
    const depth = <usize>this.inputs * 16;
    const blocks = this.outputs / 4;
    for (let block = 0; block < blocks; block++) {
      const weights = this.weights + block * depth;
      const end = weights + depth;
      const bias = v128.load(this.bias + block * 16);
      let source = from;
      let target = to + block * 16;
      let left = count;
      for (; left >= 4; left -= 4) {
        let a = bias;
        let b = bias;
        let c = bias;
        let d = bias;
        let x = source;
        for (let at = weights; at < end; at += 16) {
          const weight = v128.load(at);
          a = f32x4.add(a, f32x4.mul(weight, v128.load_splat<f32>(x)));
          b = f32x4.add(b, f32x4.mul(weight, v128.load_splat<f32>(x + fromStride)));
          c = f32x4.add(c, f32x4.mul(weight, v128.load_splat<f32>(x + 2 * fromStride)));
          d = f32x4.add(d, f32x4.mul(weight, v128.load_splat<f32>(x + 3 * fromStride)));
          x += 4;
        }
        this.put(target, a);
        this.put(target + toStride, b);
        this.put(target + 2 * toStride, c);
        this.put(target + 3 * toStride, d);
        source += 4 * fromStride;
        target += 4 * toStride;
      }
      for (; left > 0; left--) {
        let a = bias;
        let x = source;
        for (let at = weights; at < end; at += 16) {
          a = f32x4.add(a, f32x4.mul(v128.load(at), v128.load_splat<f32>(x)));
          x += 4;
        }
        this.put(target, a);
        source += fromStride;
        target += toStride;
      }
    }
  }

  @inline
  private put(target: usize, sum: v128): void {
    v128.store(target, this.tanh ? Activation.tanh(sum) : sum);
  }
}
