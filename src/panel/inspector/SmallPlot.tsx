import React, { useMemo } from 'react';
import type { AlignedData } from 'uplot';
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
  const config = useMemo(() => {
    const [styles, [least, greatest]] = JSON.parse(look) as [Look[], [number, number]];
    const builder = new UPlotConfigBuilder();
    builder.setCursor({ show: false });
    builder.setPadding([3, 3, 3, 3]);
    builder.addScale({
      scaleKey: 'x',
      isTime: false,
      orientation: ScaleOrientation.Horizontal,
      direction: ScaleDirection.Right,
      range: (_, first, last) => [first ?? 0, last ?? 1],
    });
    builder.addScale({
      scaleKey: 'y',
      orientation: ScaleOrientation.Vertical,
      direction: ScaleDirection.Up,
      range: least < greatest ? [least, greatest] : [least - 1, greatest + 1],
    });
    // uPlot adds its own axes unless there are hidden ones.
    for (const scaleKey of ['x', 'y']) {
      builder.addAxis({ scaleKey, theme, placement: AxisPlacement.Hidden, show: false });
    }
    for (const { color, stroke, dash } of styles) {
      builder.addSeries({
        scaleKey: 'y',
        theme,
        drawStyle: GraphDrawStyle.Line,
        lineColor: color,
        lineWidth: stroke,
        lineStyle: dash ? { fill: 'dash', dash } : undefined,
        showPoints: VisibilityMode.Never,
        pxAlign: false,
      });
    }
    return builder;
  }, [look, theme]);
  const plotted = useMemo<AlignedData>(() => {
    const slots = Math.max(0, ...lines.map(({ values }) => values.length));
    const column = ({ values }: SmallLine) =>
      Array.from({ length: slots }, (_, slot) => (Number.isFinite(values[slot]) ? values[slot] : null));
    return [Array.from({ length: slots }, (_, slot) => slot), ...lines.map(column)];
  }, [lines]);
  return (
    <div aria-hidden>
      <UPlotChart key={`${config.uid}/${width}`} config={config} data={plotted} width={width} height={height} />
    </div>
  );
}

interface Look {
  readonly color: string;
  readonly stroke: number;
  readonly dash?: number[];
}
