import type { PanelData, TimeRange } from '@grafana/data';
import type { Series } from '../../detector/series';
import type { PanelSeries } from '../frames';
import type { LookbackOptions } from './lookbackOptions';

/** What came before the visible range, and why not where it could not be had. */
export interface Lookback {
  /** For each visible series what the longer query brought, the visible rows included; null where nothing is known. */
  readonly contexts: ReadonlyArray<Series | null>;
  /** The longer query is under way for the first time. */
  readonly isLoading: boolean;
  /** One sentence for the status: how much was looked back over, or why it was not. */
  readonly notes: readonly string[];
}

const NOTHING: readonly null[] = [];

/** Runs the panel's own queries over a longer range. */
export function useLookback(
  _data: PanelData,
  _timeRange: TimeRange,
  _series: readonly PanelSeries[],
  _options: LookbackOptions
): Lookback {
  return { contexts: NOTHING, isLoading: false, notes: [] };
}
