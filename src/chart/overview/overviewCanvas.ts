import type { GrafanaTheme2 } from '@grafana/data';
import { Certainty } from '../../detector/detection';
import type { Severity } from '../../detector/report/severity';
import { drawClipped } from '../layers/clip';
import { fillPattern, patternColor } from '../layers/pattern';
import { bySeverity, severityColor } from '../layers/severity';
import { MIN_WIDTH, type Stretch, withMinWidth } from '../layers/stretches';
import type { ZoneKind } from '../layers/zones';
import type { PlotFrame } from '../plot/plotFrame';
import { type Interval, overlaps } from '../../detector/interval';
import type { OverviewLane } from './overviewLanes';
import { LANE_PITCH } from './overviewPlan';

/** Position of the plot below the strip, and its time range. */
interface StripFrame extends PlotFrame {
  readonly range: Interval;
}

/** CSS pixels. */
const LANE_HEIGHT = 10;
const PATTERN_SPACING = 5;
/** Levels differ in height as well as in colour. */
const HEIGHTS: Record<Severity, number> = { low: 0.4, medium: 0.6, high: 0.8, critical: 1 };

interface StripStyle {
  readonly theme: GrafanaTheme2;
  /** The verdicts are stale: they belong to earlier data. */
  readonly provisional: boolean;
  /** No verdict is pending. Until then it is unknown which time has no verdict. */
  readonly settled: boolean;
}

/** Draws all lanes on a canvas whose context uses CSS pixels. */
export function drawLanes(
  ctx: CanvasRenderingContext2D,
  lanes: readonly OverviewLane[],
  frame: StripFrame,
  { theme, provisional, settled }: StripStyle
): void {
  const { from, to } = frame.range;
  if (!(to > from) || frame.width <= 0) {
    return;
  }
  const xOf = (time: number) => {
    const share = (time - from) / (to - from);
    return frame.left + Math.min(1, Math.max(0, share)) * frame.width;
  };
  const place = (span: Interval): Stretch => ({ from: xOf(span.from), to: xOf(span.to) });
  const isInView = (span: Interval) => overlaps(span, { from, to });
  lanes.forEach((lane, row) => {
    const bottom = row * LANE_PITCH + LANE_HEIGHT;
    ctx.globalAlpha = lane.isShown ? 1 : 0.35;
    if (lane.extent && isInView(lane.extent)) {
      const line = place(lane.extent);
      ctx.fillStyle = patternColor(theme);
      ctx.fillRect(line.from, bottom - 1, line.to - line.from, 1);
    }
    if (settled && !provisional) {
      for (const span of unjudgedSpans(lane).filter(isInView)) {
        fillUnjudged(
          ctx,
          place(span),
          bottom,
          span.certainty === Certainty.excluded ? 'left-out' : 'not-judged',
          theme
        );
      }
    }
    ctx.globalAlpha *= provisional ? 0.5 : 1;
    for (const span of lane.spans.filter(isInView).sort(bySeverity)) {
      const height = Math.round(HEIGHTS[span.severity] * LANE_HEIGHT);
      const stretch = withMinWidth(place(span), MIN_WIDTH);
      ctx.fillStyle = severityColor(span.severity, theme);
      ctx.fillRect(stretch.from, bottom - height, stretch.to - stretch.from, height);
    }
  });
  ctx.globalAlpha = 1;
}

function unjudgedSpans({ isJudged, extent, unjudged }: OverviewLane): OverviewLane['unjudged'] {
  return isJudged || extent === null ? unjudged : [{ ...extent, certainty: Certainty.notJudged, hasValues: true }];
}

/** Fills a stretch with the plot's pattern, at a finer spacing. */
function fillUnjudged(
  ctx: CanvasRenderingContext2D,
  { from, to }: Stretch,
  bottom: number,
  kind: ZoneKind,
  theme: GrafanaTheme2
): void {
  const box = { left: from, top: bottom - LANE_HEIGHT, width: to - from, height: LANE_HEIGHT };
  drawClipped(ctx, box, () => fillPattern(ctx, kind, box, { theme, unit: 1, spacing: PATTERN_SPACING }));
}
