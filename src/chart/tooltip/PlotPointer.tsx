import React, { type ComponentProps } from 'react';
import { TooltipDisplayMode, type VizTooltipOptions } from '@grafana/schema';
import { TooltipPlugin2, type UPlotConfigBuilder } from '@grafana/ui';
import type { ChartActions } from '../plot/actions';
import { plotModelOf } from '../plot/plotModel';
import { useLoaded } from '../../shared/useLoaded';
import type { Interval } from '../../detector/interval';
import { t } from '../../shared/i18n';
import { selectStretch } from '../selection/selectStretch';
import { ZoomOnSelect } from '../selection/ZoomOnSelect';
import type { ChartTooltipProps } from './ChartTooltip';

type PluginProps = ComponentProps<typeof TooltipPlugin2>;

interface PlotPointerProps
  extends
    Pick<ChartTooltipProps, 'display' | 'timeZone' | 'renderPinned' | 'notesOn'>,
    Pick<PluginProps, 'syncMode' | 'syncScope' | 'getDataLinks'> {
  readonly config: UPlotConfigBuilder;
  readonly tooltip: VizTooltipOptions;
  /** Whether the tooltip opens for all series at once instead of the nearest one. */
  readonly hoverAll?: boolean;
  readonly onZoom: (range: Interval) => void;
  readonly onSelect?: ChartActions['onSelectRange'];
}

/** TooltipPlugin2 takes an enumeration that @grafana/ui does not export. These are its values for one and all series. */
const HOVER_ONE = 0;
const HOVER_ALL = 1;

const loadTooltip = async () => (await import(/* webpackChunkName: "tooltip" */ './ChartTooltip')).ChartTooltip;

/** Tooltip, zoom and selection by pointer. If the tooltip is off, dragging still zooms and selects. A child of UPlotChart. */
export function PlotPointer(props: PlotPointerProps) {
  const { config, tooltip, hoverAll, syncMode, syncScope, getDataLinks, onZoom, onSelect, ...content } = props;
  const isOff = tooltip.mode === TooltipDisplayMode.None;
  // The plot is drawn before a pointer is over it, so the first picture need not wait for this.
  const { part: ChartTooltip, error } = useLoaded(isOff ? null : loadTooltip);
  if (isOff) {
    return <ZoomOnSelect config={config} onZoom={onZoom} onSelect={onSelect} />;
  }
  const render: PluginProps['render'] = (plot, dataIdxs, nearest, pinned, dismiss, range, _viaSync, links) => {
    if (range && onSelect) {
      selectStretch(plot, range, onSelect);
      dismiss();
      return null;
    }
    const model = plotModelOf(plot);
    const hovered = { dataIdxs, nearest, pinned, dismiss, links };
    if (error) {
      return t('tooltip.not-loaded', 'The tooltip could not be loaded. Reload the page.');
    }
    return model && ChartTooltip ? <ChartTooltip {...content} {...hovered} model={model} options={tooltip} /> : null;
  };
  return (
    <TooltipPlugin2
      config={config}
      hoverMode={hoverAll ? HOVER_ALL : HOVER_ONE}
      queryZoom={onZoom}
      clientZoom
      syncMode={syncMode}
      syncScope={syncScope}
      maxWidth={tooltip.maxWidth}
      getDataLinks={getDataLinks}
      render={render}
    />
  );
}
