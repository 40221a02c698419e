/**
 * Two lanes in one plot. uPlot knows one plot area, so each lane's scale is stretched until its own values fill only
 * its lane: crosshair, drag selection and tooltip then run through both, and both share one y axis and its width.
 */

/** CSS pixels kept above the plot for the brackets that mark intervals and the shapes over them. */
export const TOP_PADDING = 13;
/** Height of the time axis, as Grafana's axis builder computes it: tick 4 + gap 5 + font 12, and one to breathe. */
export const TIME_AXIS_HEIGHT = 22;
/** Row between the lanes, for the key and the status line. */
export const GAP_HEIGHT = 20;

const LANE_SHARE = 0.3;
const MIN_LANE_HEIGHT = 36;
const MIN_PLOT_HEIGHT = 120;

/** A lane's place in the plot area; `top` and `bottom` are fractions of its height, measured from its bottom. */
export interface Lane {
  readonly bottom: number;
  readonly top: number;
}

export interface LaneLayout {
  readonly plotHeight: number;
  readonly values: Lane;
  /** Absent where the plot is too low for two lanes. */
  readonly errors: Lane | null;
}

/**
 * @param height of the whole chart in CSS pixels
 * @param wanted whether the error lane is asked for
 */
export function laneLayout(height: number, wanted: boolean): LaneLayout {
  const plotHeight = Math.max(1, height - TOP_PADDING - TIME_AXIS_HEIGHT);
  if (!wanted || plotHeight < MIN_PLOT_HEIGHT) {
    return { plotHeight, values: { bottom: 0, top: 1 }, errors: null };
  }
  const errorsTop = Math.max(MIN_LANE_HEIGHT, (plotHeight - GAP_HEIGHT) * LANE_SHARE) / plotHeight;
  return {
    plotHeight,
    values: { bottom: errorsTop + GAP_HEIGHT / plotHeight, top: 1 },
    errors: { bottom: 0, top: errorsTop },
  };
}

/** How values lie along an axis: `forward` makes them proportional to distance, `inverse` undoes it. */
export interface Distribution {
  readonly forward: (value: number) => number;
  readonly inverse: (distance: number) => number;
}

export const LINEAR: Distribution = { forward: (value) => value, inverse: (distance) => distance };
export const LOGARITHMIC: Distribution = { forward: Math.log10, inverse: (distance) => 10 ** distance };
export const symmetricLog = (threshold: number): Distribution => ({
  forward: (value) => Math.asinh(value / threshold),
  inverse: (distance) => Math.sinh(distance) * threshold,
});

/**
 * The range a scale must have over the whole plot for `min`–`max` to fill `lane`. Falls back to `min`–`max` where the
 * stretched range would leave the numbers (values near the greatest double).
 */
export function stretchToLane(min: number, max: number, lane: Lane, distribution: Distribution): [number, number] {
  const low = distribution.forward(min);
  // Divided before subtracted: ±1.7e308 has no finite difference.
  const perPlot = distribution.forward(max) / (lane.top - lane.bottom) - low / (lane.top - lane.bottom);
  const from = distribution.inverse(low - perPlot * lane.bottom);
  const to = distribution.inverse(low + perPlot * (1 - lane.bottom));
  return Number.isFinite(from) && Number.isFinite(to) && from < to ? [from, to] : [min, max];
}

/** Fraction of the plot height at which `value` lies on a scale that spans `min`–`max`. */
export function fractionOf(value: number, min: number, max: number, distribution: Distribution): number {
  const low = distribution.forward(min);
  return (distribution.forward(value) - low) / (distribution.forward(max) - low);
}

/** The value that lies at a fraction of the plot height on a scale that spans `min`–`max`. */
export function valueAt(fraction: number, min: number, max: number, distribution: Distribution): number {
  const low = distribution.forward(min);
  return distribution.inverse(low + fraction * (distribution.forward(max) - low));
}
