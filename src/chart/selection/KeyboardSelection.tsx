import { useLayoutEffect, useRef } from 'react';
import type uPlot from 'uplot';
import type { UPlotConfigBuilder } from '@grafana/ui';
import type { ChartActions } from '../plot/actions';
import { selectStretch } from './selectStretch';

interface KeyboardSelectionProps {
  readonly config: UPlotConfigBuilder;
  readonly onSelect: NonNullable<ChartActions['onSelectRange']>;
}

/**
 * Selects a time span by keyboard on the focused plot. Enter starts it at the crosshair, which KeyboardPlugin moves by the
 * arrow keys. Enter again reports it, and Escape cancels it.
 */
export function KeyboardSelection({ config, onSelect }: KeyboardSelectionProps) {
  const latest = useRef(onSelect);
  useLayoutEffect(() => {
    latest.current = onSelect;
  }, [onSelect]);

  useLayoutEffect(() => {
    let anchor: number | null = null;
    const show = (plot: uPlot) => {
      const [left, width] = anchor === null ? [0, 0] : stretch(anchor, plot.cursor.left ?? anchor);
      plot.setSelect({ left, width, top: 0, height: width > 0 ? plot.over.clientHeight : 0 }, false);
    };
    config.addHook('init', (plot) => {
      plot.root.addEventListener('keydown', (event) => {
        const at = plot.cursor.left ?? -1;
        if (event.target !== plot.root || (event.key !== 'Enter' && (event.key !== 'Escape' || anchor === null))) {
          return;
        }
        event.preventDefault();
        event.stopPropagation();
        if (event.key === 'Enter' && anchor === null) {
          anchor = at < 0 ? null : at;
        } else if (event.key === 'Enter' && anchor !== null) {
          const [left, width] = stretch(anchor, at);
          anchor = null;
          selectStretch(plot, { from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') }, latest.current);
        } else {
          anchor = null;
        }
        show(plot);
      });
      plot.root.addEventListener('blur', () => {
        anchor = null;
      });
    });
    config.addHook('setCursor', (plot) => {
      if (anchor !== null) {
        show(plot);
      }
    });
  }, [config]);
  return null;
}

function stretch(anchor: number, at: number): [left: number, width: number] {
  return [Math.min(anchor, at), Math.abs(at - anchor)];
}
