import type { PanelTypeChangedHandler } from '@grafana/data';
import { record } from './optionReaders';
import { withoutOldHideFrom } from './migration';

/** Panels whose legend and tooltip are set in the same words. Of others there is nothing to take over. */
const KINDRED: readonly string[] = ['timeseries', 'graph', 'trend', 'barchart', 'state-timeline', 'status-history'];

/**
 * Takes legend and tooltip over from the panel that was there before. Its field config Grafana itself carries over: the
 * standard options, and of the custom ones those that this panel offers too.
 */
export const takeOverPanel: PanelTypeChangedHandler = (panel, previousId, previousOptions) => {
  panel.fieldConfig = withoutOldHideFrom(panel.fieldConfig);
  if (!KINDRED.includes(previousId)) {
    return {};
  }
  const { legend, tooltip } = record(previousOptions);
  return {
    ...(legend === undefined ? {} : { legend: record(legend) }),
    ...(tooltip === undefined ? {} : { tooltip: record(tooltip) }),
  };
};
