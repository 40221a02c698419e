/** Gaps bridged by straight lines, ends carried on: baselines know no gaps. */
export function bridged(values: Float64Array): Float64Array {
  const whole = values.slice();
  let before = -1;
  for (let i = 0; i < whole.length; i++) {
    if (Number.isFinite(values[i])) {
      for (let gap = before + 1; gap < i; gap++) {
        const share = (gap - before) / (i - before);
        whole[gap] = before < 0 ? values[i] : values[before] + share * (values[i] - values[before]);
      }
      before = i;
    }
  }
  return before < 0 ? whole.fill(0) : whole.fill(values[before], before + 1);
}

/** The mean over all windows that cover a point of what was found for each window; windows at every point. */
export function overPoints(ofWindows: Float64Array, m: number): Float64Array {
  const finite = ofWindows.map((value) => (Number.isFinite(value) ? value : 0));
  const points = new Float64Array(ofWindows.length + m - 1);
  let [sum, from, to] = [0, 0, 0];
  for (let point = 0; point < points.length; point++) {
    for (; to <= point && to < finite.length; to++) {
      sum += finite[to];
    }
    for (; from <= point - m; from++) {
      sum -= finite[from];
    }
    points[point] = Math.max(0, sum / (to - from));
  }
  return points;
}
