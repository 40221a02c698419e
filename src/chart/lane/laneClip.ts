import type uPlot from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { GraphDrawStyle, type LineInterpolation } from '@grafana/schema';
import { UPlotConfigBuilder } from '@grafana/ui';
import { type Lane, laneLayout } from './lanes';

type PathBuilder = uPlot.Series.PathBuilder;

/** Room for a stroke that lies on the lane's edge, CSS pixels. */
const STROKE_ROOM = 5;

/** Grafana's own line in this interpolation. It is not exported by itself; a builder that draws nothing hands it out. */
function grafanasLine(theme: GrafanaTheme2, lineInterpolation: LineInterpolation): PathBuilder {
  let line = lines.get(lineInterpolation);
  if (!line) {
    const scratch = new UPlotConfigBuilder();
    scratch.addSeries({ theme, scaleKey: '', drawStyle: GraphDrawStyle.Line, lineInterpolation });
    line = scratch.getSeries()[0].getConfig().paths ?? (() => null);
    lines.set(lineInterpolation, line);
  }
  return line;
}

const lines = new Map<LineInterpolation, PathBuilder>();

/**
 * Grafana's line, cut to a lane: with a fixed minimum or a fill, a line of the upper lane would otherwise run on into
 * the lower one.
 */
export function lineInLane(
  theme: GrafanaTheme2,
  interpolation: LineInterpolation,
  laneOf: (height: number) => Lane
): PathBuilder {
  const line = grafanasLine(theme, interpolation);
  return (plot, seriesIdx, idx0, idx1) => {
    const paths = line(plot, seriesIdx, idx0, idx1);
    return paths ? { ...paths, clip: laneClip(plot, laneOf(plot.height), paths.gaps ?? []) } : null;
  };
}

/** The lane without the gaps of the line. uPlot's own clip knows the gaps only. */
function laneClip(plot: uPlot, lane: Lane, gaps: NonNullable<uPlot.Series.Paths['gaps']>): Path2D {
  const { left, top, width, height } = plot.bbox;
  const room = STROKE_ROOM * devicePixelRatio;
  const laneTop = top + height * (1 - lane.top) - room;
  const laneHeight = height * (lane.top - lane.bottom) + 2 * room;
  const clip = new Path2D();
  let from = left - room;
  for (const [gapStart, gapEnd] of gaps) {
    if (gapEnd > gapStart) {
      if (gapStart > from) {
        clip.rect(from, laneTop, gapStart - from, laneHeight);
      }
      from = gapEnd;
    }
  }
  const right = left + width + room;
  if (right > from) {
    clip.rect(from, laneTop, right - from, laneHeight);
  }
  return clip;
}

export const valuesLane = (withLane: boolean) => (height: number) => laneLayout(height, withLane).values;
export const errorsLane = (height: number) => laneLayout(height, true).errors ?? { bottom: 0, top: 1 };
