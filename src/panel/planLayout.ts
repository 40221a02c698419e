import type { ListOptions } from './options/listOptions';

/** A part of the panel, CSS pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

export interface PanelPlan {
  readonly chart: Room;
  /** Null where the list is hidden or the panel has no room for it. */
  readonly list: Room | null;
  /** Whether the list stands beside the chart. */
  readonly isBeside: boolean;
}

const LEAST_CHART: Room = { width: 320, height: 160 };
/** Room for the heading and two rows of two lines. */
const LEAST_LIST: Room = { width: 240, height: 100 };
/** All columns have room in it; what is left beyond it is the chart's. */
const MOST_LIST_WIDTH = 680;
const LIST_SHARE = 0.4;

/**
 * The chart gets its room first; the list what is left, at most two fifths. Where there is no room beside the chart the
 * list stands below, and where there is none below either it is left out.
 */
export function planLayout(width: number, height: number, placement: ListOptions['placement']): PanelPlan {
  const beside = Math.min(MOST_LIST_WIDTH, Math.round(width * LIST_SHARE));
  if (placement === 'right' && width - beside >= LEAST_CHART.width && beside >= LEAST_LIST.width) {
    return { chart: { width: width - beside, height }, list: { width: beside, height }, isBeside: true };
  }
  const below = Math.round(height * LIST_SHARE);
  const isRoomBelow = width >= LEAST_LIST.width && height - below >= LEAST_CHART.height && below >= LEAST_LIST.height;
  if (placement !== 'hidden' && isRoomBelow) {
    return { chart: { width, height: height - below }, list: { width, height: below }, isBeside: false };
  }
  return { chart: { width, height }, list: null, isBeside: false };
}
