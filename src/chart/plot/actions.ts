import type { ReactNode } from 'react';
import type { IconName } from '@grafana/data';
import type { UPlotConfigBuilder } from '@grafana/ui';
import type { Interval } from './plotModel';
import type { PointReadout } from '../tooltip/pointReadout';

/** A sentence in a point's tooltip, and a shape that says what kind it is. */
export interface PointNote {
  readonly icon: IconName;
  readonly text: string;
}

/** What can be done from the chart beside zooming; the panel brings it along. */
export interface ChartActions {
  /**
   * A stretch was selected to be spoken about: dragged with Ctrl or Cmd held, or by keyboard. Epoch milliseconds, both
   * the same for a point; and the place on the page that it belongs to, CSS pixels. Of the series in whose own plot it
   * was selected; left out where the plot is of all.
   */
  readonly onSelectRange?: (
    range: { readonly from: number; readonly to: number },
    at: { readonly left: number; readonly top: number },
    series?: number
  ) => void;
  /** Somebody wants to know why this interval was reported. */
  readonly onAsk?: (interval: Pick<Interval, 'series' | 'startTime' | 'endTime'>) => void;
  /** What else is known of a point, for its tooltip: one sentence each. */
  readonly notesOn?: (readout: PointReadout) => readonly PointNote[];
  /** Buttons for the point that a pinned tooltip shows. */
  readonly renderPinned?: (readout: PointReadout, dismiss: () => void) => ReactNode;
  /** Hangs hooks of its own on the plot, before that is made; rendered over it. `only` is the series of a plot of its own. */
  readonly renderOverlay?: (config: UPlotConfigBuilder, only?: number) => ReactNode;
}
