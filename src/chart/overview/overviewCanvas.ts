import type { GrafanaTheme2 } from '@grafana/data';
import type { Severity } from '../../detector/report/severity';
import type { LaneSpan, OverviewLane, UnjudgedSpan } from './overviewLanes';
import { LANE_PITCH } from './overviewPlan';
import { fillPattern, patternColor } from '../layers/pattern';
import type { PlotFrame } from '../plot/plotFrame';
import { severityColor, severityRank } from '../layers/severity';

/** Where the plot lies under the strip and the time range that fills it, epoch milliseconds. */
export interface StripFrame extends PlotFrame {
  readonly range: readonly [number, number];
}

const LANE_HEIGHT = 10;
/** A span narrower than this would be missed by eye. */
const MIN_WIDTH = 3;
const PATTERN_SPACING = 5;
/** Levels differ in height as well, so that the colour is not needed. */
const HEIGHTS: Record<Severity, number> = { low: 0.4, medium: 0.6, high: 0.8, critical: 1 };

export interface StripStyle {
  readonly theme: GrafanaTheme2;
  /** The verdicts were carried over from earlier data. */
  readonly provisional: boolean;
  /** A verdict is there, or will not come: until then nobody knows what is not judged. */
  readonly settled: boolean;
}

/** Draws all lanes, from the top of a canvas whose context counts in CSS pixels. */
export function drawLanes(
  ctx: CanvasRenderingContext2D,
  lanes: readonly OverviewLane[],
  frame: StripFrame,
  { theme, provisional, settled }: StripStyle
): void {
  const [from, to] = frame.range;
  if (!(to > from) || frame.width <= 0) {
    return;
  }
  const at = (time: number) => {
    const share = (time - from) / (to - from);
    return frame.left + Math.min(1, Math.max(0, share)) * frame.width;
  };
  const isInView = (span: LaneSpan) => span.to >= from && span.from <= to;
  lanes.forEach((lane, row) => {
    const bottom = row * LANE_PITCH + LANE_HEIGHT;
    ctx.globalAlpha = lane.isShown ? 1 : 0.35;
    if (lane.extent && isInView(lane.extent)) {
      const { from: start, to: end } = lane.extent;
      ctx.fillStyle = patternColor(theme);
      ctx.fillRect(at(start), bottom - 1, at(end) - at(start), 1);
    }
    if (settled && !provisional) {
      const unjudged = lane.isJudged || lane.extent === null ? lane.unjudged : [{ ...lane.extent, isExcluded: false }];
      fill(ctx, unjudged.filter(isInView), at, bottom, theme);
    }
    ctx.globalAlpha *= provisional ? 0.5 : 1;
    const rising = lane.spans.filter(isInView).sort((a, b) => severityRank(a.severity) - severityRank(b.severity));
    for (const { from: start, to: end, severity } of rising) {
      const height = Math.round(HEIGHTS[severity] * LANE_HEIGHT);
      const margin = Math.max(0, MIN_WIDTH - (at(end) - at(start))) / 2;
      ctx.fillStyle = severityColor(severity, theme);
      ctx.fillRect(at(start) - margin, bottom - height, at(end) - at(start) + 2 * margin, height);
    }
  });
  ctx.globalAlpha = 1;
}

/** As in the plot, only finer. */
function fill(
  ctx: CanvasRenderingContext2D,
  spans: readonly UnjudgedSpan[],
  at: (time: number) => number,
  bottom: number,
  theme: GrafanaTheme2
): void {
  for (const { from, to, isExcluded } of spans) {
    const box = { left: at(from), top: bottom - LANE_HEIGHT, width: at(to) - at(from), height: LANE_HEIGHT };
    ctx.save();
    ctx.beginPath();
    ctx.rect(box.left, box.top, box.width, box.height);
    ctx.clip();
    fillPattern(ctx, isExcluded ? 'left-out' : 'not-judged', box, theme, 1, PATTERN_SPACING);
    ctx.restore();
  }
}
