import React, { type ComponentProps } from 'react';
import type { TooltipPlugin2 } from '@grafana/ui';
import type { ChartActions } from '../plot/actions';
import { ChartTooltip, type ChartTooltipProps } from './ChartTooltip';
import { plotModelOf } from '../plot/plotModel';
import { selectStretch } from '../selection/selectStretch';

type Render = ComponentProps<typeof TooltipPlugin2>['render'];
type Shared = Pick<ChartTooltipProps, 'options' | 'display' | 'timeZone' | 'renderPinned' | 'notesOn'>;

/** For `render` of Grafana's tooltip plugin: a stretch that was selected is handed over, all else is told of. */
export function plotTooltip(shared: Shared, onSelect: ChartActions['onSelectRange']): Render {
  const render: Render = (plot, places, nearest, pinned, dismiss, range, _viaSync, links) => {
    if (range && onSelect) {
      selectStretch(plot, range, onSelect);
      dismiss();
      return null;
    }
    const model = plotModelOf(plot);
    return model ? <ChartTooltip {...shared} {...{ model, places, nearest, pinned, dismiss, links }} /> : null;
  };
  return render;
}
