import type { ListOptions } from './options/options';

/** The size of a part of the panel, CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

interface PanelPlan {
  readonly chart: Size;
  /** Null if the list is hidden or does not fit. */
  readonly list: Size | null;
  /** Whether the list is beside the chart. */
  readonly isBeside: boolean;
}

const MIN_CHART: Size = { width: 320, height: 160 };
/** Fits the heading and two compact rows. */
const MIN_LIST: Size = { width: 240, height: 100 };
/** Fits all columns. The chart gets the remaining width. */
const MAX_LIST_WIDTH = 680;
const LIST_SHARE = 0.4;

/**
 * Divides the panel between chart and list. The list gets at most two fifths. If it does not fit beside the chart, it
 * goes below; if it does not fit there either, it is hidden.
 */
export function planLayout(width: number, height: number, placement: ListOptions['placement']): PanelPlan {
  const beside = Math.min(MAX_LIST_WIDTH, Math.round(width * LIST_SHARE));
  if (placement === 'right' && width - beside >= MIN_CHART.width && beside >= MIN_LIST.width) {
    return { chart: { width: width - beside, height }, list: { width: beside, height }, isBeside: true };
  }
  const below = Math.round(height * LIST_SHARE);
  const isRoomBelow = width >= MIN_LIST.width && height - below >= MIN_CHART.height && below >= MIN_LIST.height;
  if (placement !== 'hidden' && isRoomBelow) {
    return { chart: { width, height: height - below }, list: { width, height: below }, isBeside: false };
  }
  return { chart: { width, height }, list: null, isBeside: false };
}
