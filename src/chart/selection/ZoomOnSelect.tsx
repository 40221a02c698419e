import { useLayoutEffect, useRef } from 'react';
import type { UPlotConfigBuilder } from '@grafana/ui';
import type { ChartActions } from '../plot/actions';
import type { Interval } from '../../detector/interval';
import { selectStretch } from './selectStretch';

interface ZoomOnSelectProps {
  readonly config: UPlotConfigBuilder;
  readonly onZoom: (range: Interval) => void;
  /** Called instead of `onZoom` with Ctrl or Cmd held. */
  readonly onSelect?: ChartActions['onSelectRange'];
}

/** A shorter drag is a click, CSS pixels. */
const MIN_DISTANCE = 5;

/** Zooms or selects by a drag if the tooltip plugin, which otherwise does so, is off. */
export function ZoomOnSelect({ config, onZoom, onSelect }: ZoomOnSelectProps) {
  const latest = useRef({ onZoom, onSelect });
  useLayoutEffect(() => {
    latest.current = { onZoom, onSelect };
  }, [onZoom, onSelect]);

  useLayoutEffect(() => {
    config.addHook('setSelect', (plot) => {
      const { left, width } = plot.select;
      if (width >= MIN_DISTANCE) {
        const range = { from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') };
        const { onZoom: zoom, onSelect: select } = latest.current;
        const event = plot.cursor.event;
        if (select && event && (event.ctrlKey || event.metaKey)) {
          selectStretch(plot, range, select);
        } else {
          zoom(range);
        }
      }
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    });
  }, [config]);
  return null;
}
