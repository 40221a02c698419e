import React, { useLayoutEffect, useMemo, useState } from 'react';
import type uPlot from 'uplot';
import type { AlignedData } from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { AxisPlacement, GraphDrawStyle, ScaleDirection, ScaleOrientation, VisibilityMode } from '@grafana/schema';
import { UPlotChart, UPlotConfigBuilder, useTheme2 } from '@grafana/ui';

/** A line with one value per slot. */
interface SmallLine {
  readonly values: ArrayLike<number>;
  readonly color: string;
  readonly width: number;
  readonly dash?: number[];
}

interface SmallPlotProps {
  /** From back to front, all of the same length. */
  readonly lines: readonly SmallLine[];
  /** Least and greatest value, common to plots that are compared. */
  readonly bounds: readonly [number, number];
  readonly width: number;
  readonly height: number;
}

/** A plot without axes, for comparing shapes. The text next to it describes it. */
export function SmallPlot({ lines, bounds, width, height }: SmallPlotProps) {
  const theme = useTheme2();
  const look = JSON.stringify([lines.map(({ color, width: stroke, dash }) => ({ color, stroke, dash })), bounds]);
  const config = useMemo(() => smallConfig(look, theme), [look, theme]);
  const plotted = useMemo<AlignedData>(() => {
    const slots = Math.max(0, ...lines.map(({ values }) => values.length));
    const column = ({ values }: SmallLine) =>
      Array.from({ length: slots }, (_, slot) => (Number.isFinite(values[slot]) ? values[slot] : null));
    return [Array.from({ length: slots }, (_, slot) => slot), ...lines.map(column)];
  }, [lines]);
  return <StillPlot {...{ config, plotted, width, height }} />;
}

interface Look {
  readonly color: string;
  readonly stroke: number;
  readonly dash?: number[];
}

/** @param look looks of the lines and bounds, as JSON */
function smallConfig(look: string, theme: GrafanaTheme2): UPlotConfigBuilder {
  const [styles, [least, greatest]] = JSON.parse(look) as [Look[], [number, number]];
  const config = stillConfig([3, 3, 3, 3], {
    x: (_, first, last) => [first ?? 0, last ?? 1],
    y: least < greatest ? [least, greatest] : [least - 1, greatest + 1],
  });
  // uPlot adds its own axes unless there are hidden ones.
  for (const scaleKey of ['x', 'y']) {
    config.addAxis({ scaleKey, theme, placement: AxisPlacement.Hidden, show: false });
  }
  for (const { color, stroke, dash } of styles) {
    addLine(config, theme, color, stroke, dash);
  }
  return config;
}

/** A configuration without a cursor, with a numeric x scale. Without a range, y fits to the data and 0. */
export function stillConfig(
  padding: [number, number, number, number],
  range: { readonly x: uPlot.Scale.Range; readonly y?: uPlot.Scale.Range }
): UPlotConfigBuilder {
  const config = new UPlotConfigBuilder();
  config.setCursor({ show: false });
  config.setPadding(padding);
  config.addScale({
    scaleKey: 'x',
    isTime: false,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    range: range.x,
  });
  config.addScale({
    scaleKey: 'y',
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    ...(range.y ? { range: range.y } : { softMax: 0 }),
  });
  return config;
}

export function addLine(
  config: UPlotConfigBuilder,
  theme: GrafanaTheme2,
  lineColor: string,
  lineWidth: number,
  dash?: number[]
): void {
  config.addSeries({
    scaleKey: 'y',
    theme,
    drawStyle: GraphDrawStyle.Line,
    lineColor,
    lineWidth,
    lineStyle: dash ? { fill: 'dash', dash } : undefined,
    showPoints: VisibilityMode.Never,
    pxAlign: false,
  });
}

interface StillPlotProps {
  readonly config: UPlotConfigBuilder;
  readonly plotted: AlignedData;
  readonly width: number;
  readonly height: number;
}

/** A plot without a tooltip, hidden from screen readers. */
export function StillPlot({ config, plotted, width, height }: StillPlotProps) {
  return (
    <div aria-hidden>
      <UPlotChart key={`${config.uid}/${width}`} config={config} data={plotted} width={width} height={height} />
    </div>
  );
}

/** Measures the width of an element, CSS pixels. Returns the element's `ref` and the width. */
export function useWidth(least: number): readonly [(element: HTMLElement | null) => void, number] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(least);
  useLayoutEffect(() => {
    if (!element) {
      return undefined;
    }
    const measure = () => setWidth(Math.max(least, Math.floor(element.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element, least]);
  return [setElement, width];
}
