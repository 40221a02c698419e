import React, { useCallback, useContext } from 'react';
import { DashboardCursorSync } from '@grafana/data';
import { type TimeZone, TooltipDisplayMode, type VizTooltipOptions } from '@grafana/schema';
import { TooltipPlugin2, type UPlotConfigBuilder } from '@grafana/ui';
import type { ChartActions } from '../plot/actions';
import type { DisplayOptions } from '../plot/display';
import { HOVER_ONE } from '../tooltip/hoverMode';
import { plotTooltip } from '../tooltip/plotTooltip';
import { SmallActions } from './smallPlotActions';
import { ZoomOnSelect } from '../selection/ZoomOnSelect';

/** What the layers of a small plot need to know, beside its configuration. */
export interface SmallPlotContext {
  /** Its place among all series of the chart. */
  readonly index: number;
  readonly display: DisplayOptions;
  readonly tooltip: VizTooltipOptions;
  readonly timeZone: TimeZone;
  /** All plots with one key share their crosshair. */
  readonly cursorKey: string;
  readonly onZoom: (range: { from: number; to: number }) => void;
}

interface SmallPlotLayersProps extends SmallPlotContext {
  readonly config: UPlotConfigBuilder;
}

/** What answers to the mouse over a small plot, and what people have said of its series. Children of UPlotChart. */
export function SmallPlotLayers(props: SmallPlotLayersProps) {
  const { config, index, cursorKey, display, tooltip, timeZone, onZoom } = props;
  const { onSelectRange, renderOverlay, notesOn } = useContext(SmallActions);
  const select = useCallback<NonNullable<ChartActions['onSelectRange']>>(
    (range, at) => onSelectRange?.(range, at, index),
    [onSelectRange, index]
  );
  const onSelect = onSelectRange && select;
  return (
    <>
      {renderOverlay?.(config, index)}
      {tooltip.mode === TooltipDisplayMode.None ? (
        <ZoomOnSelect config={config} onZoom={onZoom} onSelect={onSelect} />
      ) : (
        <TooltipPlugin2
          config={config}
          hoverMode={HOVER_ONE}
          queryZoom={onZoom}
          clientZoom
          syncMode={DashboardCursorSync.Crosshair}
          syncScope={cursorKey}
          maxWidth={tooltip.maxWidth}
          render={plotTooltip({ options: tooltip, display, timeZone, notesOn }, onSelect)}
        />
      )}
    </>
  );
}
