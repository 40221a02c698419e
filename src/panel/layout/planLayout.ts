import type { ListOptions } from '../list/listOptions';

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

/** The chart gets its room first; the list what is left, at most two fifths. */
export function planLayout(width: number, height: number, placement: ListOptions['placement']): PanelPlan {
  const whole = { width, height };
  const LEAST_CHART = { width: 320, height: 160 };
  if (placement === 'right' && width * 0.6 >= LEAST_CHART.width) {
    const list = Math.round(width * 0.4);
    return { chart: { width: width - list, height }, list: { width: list, height }, isBeside: true };
  }
  if (placement === 'bottom' && height * 0.6 >= LEAST_CHART.height) {
    const list = Math.round(height * 0.4);
    return { chart: { width, height: height - list }, list: { width, height: list }, isBeside: false };
  }
  return { chart: whole, list: null, isBeside: false };
}
