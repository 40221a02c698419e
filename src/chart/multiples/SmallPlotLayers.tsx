import React, { useCallback, useContext } from 'react';
import { DashboardCursorSync } from '@grafana/data';
import type { TimeZone, VizTooltipOptions } from '@grafana/schema';
import type { UPlotConfigBuilder } from '@grafana/ui';
import type { ChartActions } from '../plot/actions';
import type { DisplayOptions } from '../plot/display';
import type { Interval } from '../../detector/interval';
import { PlotPointer } from '../tooltip/PlotPointer';
import { SmallActions } from './smallPlotActions';

/** What the layers of a small plot need besides its configuration. */
export interface SmallPlotContext {
  /** Index of its series in the chart. */
  readonly index: number;
  readonly display: DisplayOptions;
  readonly tooltip: VizTooltipOptions;
  readonly timeZone: TimeZone;
  /** Plots with the same key share their crosshair. */
  readonly cursorKey: string;
  readonly onZoom: (range: Interval) => void;
}

interface SmallPlotLayersProps extends SmallPlotContext {
  readonly config: UPlotConfigBuilder;
}

/** The pointer's layer and the panel's overlay of a small plot. Children of UPlotChart. */
export function SmallPlotLayers(props: SmallPlotLayersProps) {
  const { config, index, cursorKey, display, tooltip, timeZone, onZoom } = props;
  const { onSelectRange, renderOverlay, notesOn } = useContext(SmallActions);
  const select = useCallback<NonNullable<ChartActions['onSelectRange']>>(
    (range, at) => onSelectRange?.(range, at, index),
    [onSelectRange, index]
  );
  return (
    <>
      {renderOverlay?.(config, index)}
      <PlotPointer
        {...{ config, tooltip, display, timeZone, notesOn, onZoom }}
        syncMode={DashboardCursorSync.Crosshair}
        syncScope={cursorKey}
        onSelect={onSelectRange && select}
      />
    </>
  );
}
