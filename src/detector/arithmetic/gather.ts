/** The values at the given indices, in their order. A loop, for `Float64Array.from` with a function takes ten times as long. */
export function gather(values: ArrayLike<number>, indices: Int32Array): Float64Array {
  const gathered = new Float64Array(indices.length);
  for (let k = 0; k < indices.length; k++) {
    gathered[k] = values[indices[k]];
  }
  return gathered;
}
