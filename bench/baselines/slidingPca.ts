import { principalComponents } from './principalComponents';

/** Principal components that are kept: few, so that little of an anomaly can be drawn with them. */
const COMPONENTS = 4;

/**
 * Principal components of all windows of the series itself, the strongest of the ordinary detectors in the TSB-AD
 * benchmark (Liu and Paparrizos 2024, Sub-PCA): what the first 4 leave of each window.
 *
 * @param values finite numbers, m + 1 of them or more
 * @param m points of a window
 * @returns root mean square of what is left, one for each of the n − m + 1 windows
 */
export function slidingPca(values: Float64Array, m: number): Float64Array {
  const count = values.length - m + 1;
  const windows = new Float32Array(count * m);
  for (let start = 0; start < count; start++) {
    windows.set(values.subarray(start, start + m), start * m);
  }
  const components = principalComponents(windows, count, m, COMPONENTS);
  const drawn = components.draw(components.project(windows, count), count);
  return Float64Array.from({ length: count }, (_, window) => {
    let sum = 0;
    for (let i = window * m; i < (window + 1) * m; i++) {
      sum += (windows[i] - drawn[i]) ** 2;
    }
    return Math.sqrt(sum / m);
  });
}
