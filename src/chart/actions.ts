import type { ReactNode } from 'react';
import type { UPlotConfigBuilder } from '@grafana/ui';
import type { Reading } from './reading';

/** What can be done from the chart beside zooming; the panel brings it along. */
export interface ChartActions {
  /** A stretch was selected to be spoken about: dragged with Ctrl or Cmd held. Epoch milliseconds. */
  readonly onSelectRange?: (range: { readonly from: number; readonly to: number }) => void;
  /** Buttons for the point that a pinned tooltip shows. */
  readonly renderPinned?: (reading: Reading, dismiss: () => void) => ReactNode;
  /** Hangs hooks of its own on the plot, before that is made; rendered over it. */
  readonly renderOverlay?: (config: UPlotConfigBuilder) => ReactNode;
}
