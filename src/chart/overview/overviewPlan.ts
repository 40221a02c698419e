import { type ChartSeries, isInLegend } from '../plot/plotModel';

/** Distance of two lanes, and space below the last one, CSS pixels. */
export const LANE_PITCH = 12;
const STRIP_PADDING = 4;
/** Greatest share of the chart's height. */
const MAX_SHARE = 1 / 3;
const MAX_LANES = 24;
/** Minimum number of series and chart height (CSS pixels) in mode `auto`. */
const AUTO_SERIES = 4;
const AUTO_HEIGHT = 260;
/** A lower chart has no lanes, CSS pixels. */
const MIN_HEIGHT = 100;

/** CSS pixels. */
const CHARACTER_WIDTH = 5.5;
const NAME_PADDING = 10;
/** Greatest share of the chart's width. */
const MAX_NAME_SHARE = 0.1;

/**
 * Number of lanes, including the one for the remaining series. 0 for no strip.
 *
 * @param height height of chart and strip together, CSS pixels
 */
export function laneCount(mode: 'auto' | 'on' | 'off', series: number, height: number): number {
  const wanted = mode === 'on' ? series > 0 && height >= MIN_HEIGHT : mode === 'auto' && series >= AUTO_SERIES;
  if (!wanted || (mode === 'auto' && height < AUTO_HEIGHT)) {
    return 0;
  }
  const fitting = Math.floor((height * MAX_SHARE - STRIP_PADDING) / LANE_PITCH);
  return Math.min(series, MAX_LANES, Math.max(1, fitting));
}

/** @returns CSS pixels */
export function stripHeight(lanes: number): number {
  return lanes === 0 ? 0 : lanes * LANE_PITCH + STRIP_PADDING;
}

/**
 * Space for the lanes' names beside the plot: that of the longest one, up to a share of the chart's width.
 *
 * @param width width of the chart, CSS pixels
 * @returns CSS pixels, in steps: each different result needs a new plot
 */
export function nameWidthFor(series: readonly ChartSeries[], width: number): number {
  const longest = series.filter(isInLegend).reduce((most, { name }) => Math.max(most, name.length), 0);
  return Math.min(NAME_PADDING + Math.ceil(longest * CHARACTER_WIDTH), 8 * Math.floor((width * MAX_NAME_SHARE) / 8));
}
