/** Lags that are looked at, and the shortest of them. */
const LONGEST_LAG = 400;
const SHORTEST_LAG = 3;
/** Taken where there is no rhythm, or only one that is shorter or longer than this. */
const FALLBACK = 125;
const BOUNDS = [3, 300];
/** Points that are looked at. */
const POINTS = 20_000;

/**
 * The period of a series as the TSB-AD benchmark finds it (Liu and Paparrizos 2024, `find_length_rank`): the highest
 * local maximum of the autocorrelation at lags of 3 to 400 points. It is the buffer of VUS-PR, so that the figures can
 * be held against published ones.
 *
 * @param values finite numbers
 */
export function periodOf(values: Float64Array): number {
  const looked = values.subarray(0, POINTS);
  const mean = looked.reduce((sum, value) => sum + value, 0) / looked.length;
  const centred = looked.map((value) => value - mean);
  const longest = Math.min(LONGEST_LAG, looked.length - 1);
  const correlation = (lag: number) => {
    let sum = 0;
    for (let i = lag; i < centred.length; i++) {
      sum += centred[i] * centred[i - lag];
    }
    return sum;
  };
  const correlations = Array.from({ length: Math.max(0, longest - SHORTEST_LAG + 1) }, (_, k) =>
    correlation(k + SHORTEST_LAG)
  );
  let best = -1;
  for (let k = 1; k + 1 < correlations.length; k++) {
    const peak = correlations[k] > correlations[k - 1] && correlations[k] > correlations[k + 1];
    if (peak && (best < 0 || correlations[k] >= correlations[best])) {
      best = k;
    }
  }
  return best < BOUNDS[0] || best > BOUNDS[1] ? FALLBACK : best + SHORTEST_LAG;
}
