import type { ChartSeries } from '../plot/plotModel';

/** CSS pixels from one lane to the next, and what is kept under the last. */
export const LANE_PITCH = 12;
const STRIP_PADDING = 4;
/** The strip takes no more of the plot's height than this. */
const MAX_SHARE = 1 / 3;
const MAX_LANES = 24;
/** In the mode auto: from so many series on, in charts so high (CSS pixels). */
const AUTO_SERIES = 4;
const AUTO_HEIGHT = 260;
/** A chart lower than this has no room for even one lane. */
const MIN_HEIGHT = 100;

/** Of a lane's name, CSS pixels. */
const CHARACTER_WIDTH = 5.5;
const NAME_PADDING = 10;
const MAX_NAME_SHARE = 0.1;

/** Whether the series has a lane: as in the legend, hidden ones stay, so that they can be brought back. */
export function hasLane({ field }: ChartSeries): boolean {
  return field.config.custom?.hideFrom?.legend !== true;
}

/**
 * How many lanes there are, the sum of the rest included; 0 for no strip.
 *
 * @param height of chart and strip together, CSS pixels
 */
export function laneCount(mode: 'auto' | 'on' | 'off', series: number, height: number): number {
  const wanted = mode === 'on' ? series > 0 && height >= MIN_HEIGHT : mode === 'auto' && series >= AUTO_SERIES;
  if (!wanted || (mode === 'auto' && height < AUTO_HEIGHT)) {
    return 0;
  }
  const room = Math.floor((height * MAX_SHARE - STRIP_PADDING) / LANE_PITCH);
  return Math.min(series, MAX_LANES, Math.max(1, room));
}

export function stripHeight(lanes: number): number {
  return lanes === 0 ? 0 : lanes * LANE_PITCH + STRIP_PADDING;
}

/**
 * What the lanes' names need beside the plot, where its axis is narrower: all of the longest one, if that takes little of
 * the width.
 *
 * @param width of the chart
 * @returns CSS pixels, the same for widths near to each other: a plot is made anew for each
 */
export function nameRoom(series: readonly ChartSeries[], width: number): number {
  const longest = series.filter(hasLane).reduce((most, { name }) => Math.max(most, name.length), 0);
  return Math.min(NAME_PADDING + Math.ceil(longest * CHARACTER_WIDTH), 8 * Math.floor((width * MAX_NAME_SHARE) / 8));
}
