/**
 * Two lanes in one plot. uPlot has one plot area, so each lane's scale is stretched until its values fill only that lane.
 * Crosshair, selection and tooltip then span both lanes, and both share one y axis.
 */

/** Space above the plot for brackets and glyphs, CSS pixels. */
export const TOP_PADDING = 13;
/** Height of the time axis as Grafana's axis builder computes it, tick 4 + gap 5 + font 12, plus 1, CSS pixels. */
export const TIME_AXIS_HEIGHT = 22;
/** Row between the lanes, for the key and the status line, CSS pixels. */
export const GAP_HEIGHT = 20;

const LANE_SHARE = 0.3;
const MIN_LANE_HEIGHT = 36;
const MIN_PLOT_HEIGHT = 120;

/** Position of a lane, as fractions of the plot area's height from its bottom. */
export interface Lane {
  readonly bottom: number;
  readonly top: number;
}

export interface LaneLayout {
  /** CSS pixels. */
  readonly plotHeight: number;
  readonly values: Lane;
  /** Null if the plot is too low for two lanes or has no error lane. */
  readonly errors: Lane | null;
}

/** @param height height of the whole chart, CSS pixels */
export function laneLayout(height: number, withLane: boolean): LaneLayout {
  const plotHeight = Math.max(1, height - TOP_PADDING - TIME_AXIS_HEIGHT);
  if (!withLane || plotHeight < MIN_PLOT_HEIGHT) {
    return { plotHeight, values: { bottom: 0, top: 1 }, errors: null };
  }
  const errorsTop = Math.max(MIN_LANE_HEIGHT, (plotHeight - GAP_HEIGHT) * LANE_SHARE) / plotHeight;
  return {
    plotHeight,
    values: { bottom: errorsTop + GAP_HEIGHT / plotHeight, top: 1 },
    errors: { bottom: 0, top: errorsTop },
  };
}

export const valuesLane = (withLane: boolean) => (height: number) => laneLayout(height, withLane).values;
export const errorsLane = (height: number): Lane => laneLayout(height, true).errors ?? { bottom: 0, top: 1 };

/** How values are spread along an axis: `forward` makes them proportional to distance, `inverse` reverts that. */
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
 * The range of a scale over the whole plot so that `min`–`max` fills `lane`. If values near the greatest double make that
 * range infinite, it is `min`–`max`.
 */
export function stretchToLane(min: number, max: number, lane: Lane, distribution: Distribution): [number, number] {
  const low = distribution.forward(min);
  // Divide before subtracting: ±1.7e308 has no finite difference.
  const perPlot = distribution.forward(max) / (lane.top - lane.bottom) - low / (lane.top - lane.bottom);
  const from = distribution.inverse(low - perPlot * lane.bottom);
  const to = distribution.inverse(low + perPlot * (1 - lane.bottom));
  return Number.isFinite(from) && Number.isFinite(to) && from < to ? [from, to] : [min, max];
}

/** Fraction of the plot height of `value` on a scale from `min` to `max`. */
export function fractionOf(value: number, min: number, max: number, distribution: Distribution): number {
  const low = distribution.forward(min);
  return (distribution.forward(value) - low) / (distribution.forward(max) - low);
}

/** The value at a fraction of the plot height on a scale from `min` to `max`. */
export function valueAt(fraction: number, min: number, max: number, distribution: Distribution): number {
  const low = distribution.forward(min);
  return distribution.inverse(low + fraction * (distribution.forward(max) - low));
}
