import React, { useCallback, useContext } from 'react';
import { DashboardCursorSync } from '@grafana/data';
import { TooltipDisplayMode } from '@grafana/schema';
import { TooltipPlugin2, type UPlotConfigBuilder } from '@grafana/ui';
import type { ChartActions } from './actions';
import { ChartTooltip } from './ChartTooltip';
import { drawingOf } from './drawing';
import { HOVER_ONE } from './hoverMode';
import { selectStretch } from './selectStretch';
import type { SmallMultipleProps } from './SmallMultiple';
import { SmallActions } from './smallPlotActions';
import { ZoomOnSelect } from './ZoomOnSelect';

type SmallPlotLayersProps = Pick<
  SmallMultipleProps,
  'index' | 'cursorKey' | 'display' | 'tooltip' | 'timeZone' | 'onZoom'
> & { readonly config: UPlotConfigBuilder };

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
          render={(plot, places, nearest, pinned, dismiss, range) => {
            if (range && onSelect) {
              selectStretch(plot, range, onSelect);
              dismiss();
              return null;
            }
            const hovered = drawingOf(plot);
            return hovered ? (
              <ChartTooltip
                drawing={hovered}
                places={places}
                nearest={nearest}
                options={tooltip}
                display={display}
                timeZone={timeZone}
                pinned={pinned}
                dismiss={dismiss}
                notesOn={notesOn}
                links={[]}
              />
            ) : null;
          }}
        />
      )}
    </>
  );
}
