import { Matrix } from 'ml-matrix';
import { PCA } from 'ml-pca';

/** A linear summary of windows and the way back. */
export interface PrincipalComponents {
  /** @returns shape [count, components] */
  project(windows: Float32Array, count: number): Float32Array;
  /** @returns shape [count, size] */
  draw(latents: Float32Array, count: number): Float32Array;
}

/**
 * The directions in which windows differ most: eigenvectors of their covariance, not whitened.
 *
 * @param windows shape [count, size]
 * @param components kept, at most `size`
 */
export function principalComponents(
  windows: Float32Array,
  count: number,
  size: number,
  components: number
): PrincipalComponents {
  const all = new PCA(rowsOf(windows, count, size), { method: 'covarianceMatrix', scale: false });
  const model = all.toJSON();
  const kept = PCA.load({ ...model, U: new Matrix(model.U).subMatrix(0, size - 1, 0, components - 1) });
  return {
    project: (some, n) => Float32Array.from(kept.predict(rowsOf(some, n, size)).to1DArray()),
    draw: (latents, n) => Float32Array.from(kept.invert(rowsOf(latents, n, components)).to1DArray()),
  };
}

function rowsOf(flat: Float32Array, count: number, width: number): Matrix {
  return new Matrix(
    Array.from({ length: count }, (_, row) => Array.from(flat.subarray(row * width, (row + 1) * width)))
  );
}
