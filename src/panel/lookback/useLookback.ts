import type { PanelData } from '@grafana/data';
import type { Series } from '../../detector/series';
import type { FramesReading } from '../frames';
import type { LookbackOptions } from './lookbackOptions';

/** What lies around the visible range, and why not where it could not be had. */
export interface Lookback {
  /** For each visible series what the longer query brought, the visible rows included; null where nothing is known. */
  readonly contexts: ReadonlyArray<Series | null>;
  /** The longer query is under way, and what is known so far will not do. */
  readonly isLoading: boolean;
  /** It has just been asked: a verdict now would be computed twice. */
  readonly isHeld: boolean;
  /** How much was looked back over, in one sentence; empty where nothing was. */
  readonly looked: readonly string[];
  /** Why it was not, or not for all series. */
  readonly refused: readonly string[];
}

export interface LookbackInput {
  readonly data: PanelData;
  readonly reading: FramesReading;
  readonly options: LookbackOptions;
  readonly isSeen: boolean | null;
}

const NONE: Lookback = { contexts: [], isLoading: false, isHeld: false, looked: [], refused: [] };

/** Runs the panel's own queries over a longer range. */
export function useLookback(_input: LookbackInput): Lookback {
  return NONE;
}
