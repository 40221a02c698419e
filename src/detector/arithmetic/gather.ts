/**
 * The values at the given indices, in order. It is a loop, because `Float64Array.from` with a function takes ten times as
 * long.
 *
 * @param indices ascending, each once
 * @returns read-only: `values` itself if `indices` holds all indices
 */
export function gather(values: ArrayLike<number>, indices: Int32Array): Float64Array {
  if (values instanceof Float64Array && values.length === indices.length) {
    return values;
  }
  const gathered = new Float64Array(indices.length);
  for (let k = 0; k < indices.length; k++) {
    gathered[k] = values[indices[k]];
  }
  return gathered;
}

/** The indices below `count` that meet a condition, ascending. */
export function indicesWhere(count: number, holds: (index: number) => boolean): Int32Array {
  const found = new Int32Array(count);
  let length = 0;
  for (let index = 0; index < count; index++) {
    if (holds(index)) {
      found[length++] = index;
    }
  }
  return length === count ? found : found.slice(0, length);
}

/** Like `filter` of typed arrays, which takes five times the memory because it boxes all numbers. */
export function filtered<Values extends Float64Array | Int32Array>(
  values: Values,
  holds: (value: number, index: number) => boolean
): Values {
  const kept = values.slice() as Values;
  let length = 0;
  for (let i = 0; i < values.length; i++) {
    if (holds(values[i], i)) {
      kept[length++] = values[i];
    }
  }
  return length === values.length ? kept : (kept.slice(0, length) as Values);
}

/** Like `Float64Array.from`, without boxed numbers. */
export function mapped(values: ArrayLike<number>, change: (value: number, index: number) => number): Float64Array {
  const changed = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    changed[i] = change(values[i], i);
  }
  return changed;
}
