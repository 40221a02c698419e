import type { PanelTypeChangedHandler } from '@grafana/data';
import { record } from '../../shared/record';
import { renameHideFromGraph } from './migration';

/** Panels with the same legend and tooltip options. */
const COMPATIBLE_PANELS: readonly string[] = [
  'timeseries',
  'graph',
  'trend',
  'barchart',
  'state-timeline',
  'status-history',
];

/**
 * Takes legend and tooltip over from the previous panel. Grafana itself keeps the field config that both panels have.
 */
export const takeOverPanel: PanelTypeChangedHandler = (panel, previousId, previousOptions) => {
  panel.fieldConfig = renameHideFromGraph(panel.fieldConfig);
  if (!COMPATIBLE_PANELS.includes(previousId)) {
    return {};
  }
  const { legend, tooltip } = record(previousOptions);
  return {
    ...(legend === undefined ? {} : { legend: record(legend) }),
    ...(tooltip === undefined ? {} : { tooltip: record(tooltip) }),
  };
};
