import React, { type ComponentProps } from 'react';
import { TooltipDisplayMode, type VizTooltipOptions } from '@grafana/schema';
import { TooltipPlugin2, type UPlotConfigBuilder } from '@grafana/ui';
import type { ChartActions } from '../plot/actions';
import { plotModelOf } from '../plot/plotModel';
import type { Interval } from '../../detector/interval';
import { selectStretch } from '../selection/selectStretch';
import { ZoomOnSelect } from '../selection/ZoomOnSelect';
import { ChartTooltip, type ChartTooltipProps } from './ChartTooltip';

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

/** Tooltip, zoom and selection by pointer. If the tooltip is off, dragging still zooms and selects. A child of UPlotChart. */
export function PlotPointer(props: PlotPointerProps) {
  const { config, tooltip, hoverAll, syncMode, syncScope, getDataLinks, onZoom, onSelect, ...content } = props;
  if (tooltip.mode === TooltipDisplayMode.None) {
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
    return model ? <ChartTooltip {...content} {...hovered} model={model} options={tooltip} /> : null;
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
