import type uPlot from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { GraphDrawStyle, type LineInterpolation } from '@grafana/schema';
import { UPlotConfigBuilder } from '@grafana/ui';
import type { Lane } from './lanes';

type PathBuilder = uPlot.Series.PathBuilder;

/** Extends the clip for strokes on the lane's edge, CSS pixels. */
const STROKE_MARGIN = 5;

const pathBuilders = new Map<LineInterpolation, PathBuilder>();

/** @grafana/ui does not export its path builders, so a configuration that draws nothing provides them. */
function grafanaPathBuilder(theme: GrafanaTheme2, lineInterpolation: LineInterpolation): PathBuilder {
  let builder = pathBuilders.get(lineInterpolation);
  if (!builder) {
    const scratch = new UPlotConfigBuilder();
    scratch.addSeries({ theme, scaleKey: '', drawStyle: GraphDrawStyle.Line, lineInterpolation });
    builder = scratch.getSeries()[0].getConfig().paths ?? (() => null);
    pathBuilders.set(lineInterpolation, builder);
  }
  return builder;
}

/**
 * Grafana's line, clipped to a lane. With a fixed minimum or a fill, a line of the upper lane would otherwise continue
 * into the lower one.
 */
export function lineInLane(
  theme: GrafanaTheme2,
  interpolation: LineInterpolation,
  laneOf: (height: number) => Lane
): PathBuilder {
  const build = grafanaPathBuilder(theme, interpolation);
  return (plot, seriesIdx, idx0, idx1) => {
    const paths = build(plot, seriesIdx, idx0, idx1);
    return paths ? { ...paths, clip: laneClip(plot, laneOf(plot.height), paths.gaps ?? []) } : null;
  };
}

/** The lane without the gaps of the line. It replaces uPlot's own clip, which excludes only the gaps. */
function laneClip(plot: uPlot, lane: Lane, gaps: NonNullable<uPlot.Series.Paths['gaps']>): Path2D {
  const { left, top, width, height } = plot.bbox;
  const margin = STROKE_MARGIN * devicePixelRatio;
  const laneTop = top + height * (1 - lane.top) - margin;
  const laneHeight = height * (lane.top - lane.bottom) + 2 * margin;
  const clip = new Path2D();
  let from = left - margin;
  for (const [gapStart, gapEnd] of gaps) {
    if (gapEnd > gapStart) {
      if (gapStart > from) {
        clip.rect(from, laneTop, gapStart - from, laneHeight);
      }
      from = gapEnd;
    }
  }
  const right = left + width + margin;
  if (right > from) {
    clip.rect(from, laneTop, right - from, laneHeight);
  }
  return clip;
}
