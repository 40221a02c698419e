import type { ReactNode } from 'react';
import type { IconName } from '@grafana/data';
import type { UPlotConfigBuilder } from '@grafana/ui';
import type { PointReadout } from '../tooltip/pointReadout';
import type { ShadedInterval } from './plotModel';
import type { Interval } from '../../detector/interval';

/** A sentence in a point's tooltip, with an icon for its kind. */
export interface PointNote {
  readonly icon: IconName;
  readonly text: string;
}

/** What the panel lets a user do on the chart, besides zooming. */
export interface ChartActions {
  /**
   * Called when a user selects a time span: by a drag with Ctrl or Cmd held, or by keyboard.
   *
   * @param at position of the span on the page, CSS pixels
   * @param series index of the series whose own plot was used; undefined in the plot of all series
   */
  readonly onSelectRange?: (
    range: Interval,
    at: { readonly left: number; readonly top: number },
    series?: number
  ) => void;
  /** Called when a user asks why this interval was reported. */
  readonly onAsk?: (interval: Pick<ShadedInterval, 'series' | keyof Interval>) => void;
  /** Further sentences for a point's tooltip. */
  readonly notesOn?: (readout: PointReadout) => readonly PointNote[];
  /** Buttons for the point that a pinned tooltip shows. */
  readonly renderPinned?: (readout: PointReadout, dismiss: () => void) => ReactNode;
  /**
   * Renders layers over a plot and adds their hooks to its configuration before uPlot mounts.
   *
   * @param only index of the series, if the plot shows one series of several
   */
  readonly renderOverlay?: (config: UPlotConfigBuilder, only?: number) => ReactNode;
}
