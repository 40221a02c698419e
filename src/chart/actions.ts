import type { ReactNode } from 'react';
import type { IconName } from '@grafana/data';
import type { UPlotConfigBuilder } from '@grafana/ui';
import type { Reading } from './reading';

/** A sentence in a point's tooltip, and a shape that says what kind it is. */
export interface PointNote {
  readonly icon: IconName;
  readonly text: string;
}

/** What can be done from the chart beside zooming; the panel brings it along. */
export interface ChartActions {
  /**
   * A stretch was selected to be spoken about: dragged with Ctrl or Cmd held, or by keyboard. Epoch milliseconds, both
   * the same for a point; and the place on the page that it belongs to, CSS pixels.
   */
  readonly onSelectRange?: (
    range: { readonly from: number; readonly to: number },
    at: { readonly left: number; readonly top: number }
  ) => void;
  /** What else is known of a point, for its tooltip: one sentence each. */
  readonly notesOn?: (reading: Reading) => readonly PointNote[];
  /** Buttons for the point that a pinned tooltip shows. */
  readonly renderPinned?: (reading: Reading, dismiss: () => void) => ReactNode;
  /** Hangs hooks of its own on the plot, before that is made; rendered over it. */
  readonly renderOverlay?: (config: UPlotConfigBuilder) => ReactNode;
}
