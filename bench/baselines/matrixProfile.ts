/**
 * The matrix profile of a series with itself: for each window its z-normalised Euclidean distance to the nearest other
 * one (Yeh et al., *Matrix Profile I*, ICDM 2016), in O(n²) by STOMP's running dot products (Zhu et al., *Matrix Profile
 * II*, ICDM 2016). Windows that start within a quarter of a window of each other are no neighbours.
 *
 * A constant window is at distance 0 from another constant one and √m from any other.
 *
 * @param values finite numbers
 * @param m points of a window
 * @returns one distance for each of the n − m + 1 windows; Infinity where a window has no neighbour
 */
export function matrixProfile(values: Float64Array, m: number): Float64Array {
  const count = values.length - m + 1;
  // Centred, so that running sums of a high level lose no digits.
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = values.map((value) => value - centre);
  const { mean, deviation } = windowMoments(centred, m);
  const apart = Math.ceil(m / 4);
  const nearest = new Float64Array(Math.max(0, count)).fill(-Infinity);

  // One diagonal after another: (i, i + lag) for a fixed lag. nearest holds the greatest correlation.
  for (let lag = apart + 1; lag < count; lag++) {
    let product = 0;
    for (let t = 0; t < m; t++) {
      product += centred[t] * centred[t + lag];
    }
    for (let i = 0, j = lag; j < count; i++, j++) {
      if (i > 0) {
        product += centred[i + m - 1] * centred[j + m - 1] - centred[i - 1] * centred[j - 1];
      }
      const spread = deviation[i] * deviation[j];
      const correlation =
        spread > 0
          ? (product - m * mean[i] * mean[j]) / (m * spread)
          : // Distances of 0 and √m, as correlations.
            deviation[i] === deviation[j]
            ? 1
            : 0.5;
      if (correlation > nearest[i]) {
        nearest[i] = correlation;
      }
      if (correlation > nearest[j]) {
        nearest[j] = correlation;
      }
    }
  }
  return nearest.map((correlation) => Math.sqrt(2 * m * Math.max(0, 1 - Math.min(1, correlation))));
}

/** Mean and deviation of each window; a deviation of exactly 0 where all its values are the same. */
function windowMoments(values: Float64Array, m: number): { mean: Float64Array; deviation: Float64Array } {
  const count = Math.max(0, values.length - m + 1);
  const mean = new Float64Array(count);
  const deviation = new Float64Array(count);
  let same = 1;
  for (let end = 1; end < m - 1; end++) {
    same = values[end] === values[end - 1] ? same + 1 : 1;
  }
  for (let i = 0; i < count; i++) {
    const last = i + m - 1;
    same = last > 0 && values[last] === values[last - 1] ? same + 1 : 1;
    for (let t = i; t <= last; t++) {
      mean[i] += values[t] / m;
    }
    if (same < m) {
      for (let t = i; t <= last; t++) {
        deviation[i] += (values[t] - mean[i]) ** 2 / m;
      }
      deviation[i] = Math.sqrt(deviation[i]);
    }
  }
  return { mean, deviation };
}
