/**
 * Mean of the precision at the rank of each labelled point, ranks by descending score, ties in the order of the points.
 * Nothing is adjusted: a point counts as what its own score makes it.
 *
 * @param scores -Infinity is allowed, NaN is not
 * @param labels 1 for an anomalous point
 * @returns NaN without a labelled point
 */
export function averagePrecision(scores: Float64Array, labels: Uint8Array): number {
  const ranked = Int32Array.from(scores.keys()).sort((a, b) =>
    scores[a] === scores[b] ? a - b : scores[b] - scores[a]
  );
  let hits = 0;
  let sum = 0;
  ranked.forEach((point, rank) => {
    if (labels[point]) {
      sum += ++hits / (rank + 1);
    }
  });
  return sum / hits;
}
