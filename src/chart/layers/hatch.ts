import type uPlot from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { fillPattern } from './pattern';
import { stretchesOnPlot } from './stretches';
import { type Zone, type ZoneKind, isSeriesVisible } from './zones';

const KINDS: readonly ZoneKind[] = ['left-out', 'not-judged', 'less-certain'];

/** Text over excluded time, CSS pixels. */
const LABEL = { size: 11, height: 16, padding: 4, top: 2 };
/** Distance of a label from the stretch's ends, where a label may have its icon, CSS pixels. */
const LABEL_MARGIN = 20;

/**
 * Fills every zone through all lanes, for uPlot's `drawClear` or `draw`. Zones of one kind are filled as one area, so
 * overlaps do not grow darker and the cost is bounded by the plot's width. Zones of hidden series are not drawn.
 *
 * @param spacing CSS pixels from dot to dot or line to line, if the usual spacing is too large
 */
export function drawHatch(plot: uPlot, zones: readonly Zone[], theme: GrafanaTheme2, spacing?: number): void {
  const { ctx, bbox } = plot;
  for (const kind of KINDS) {
    const stretches = stretchesOnPlot(plot, visibleZones(plot, zones, kind));
    if (stretches.length > 0) {
      ctx.save();
      ctx.beginPath();
      for (const { from, to } of stretches) {
        ctx.rect(from, bbox.top, to - from, bbox.height);
      }
      ctx.clip();
      const left = stretches[0].from;
      const width = stretches[stretches.length - 1].to - left;
      const box = { left, top: bbox.top, width, height: bbox.height };
      fillPattern(ctx, kind, box, { theme, unit: devicePixelRatio, spacing });
      ctx.restore();
    }
  }
}

/**
 * Writes the text of each excluded zone at its top, for uPlot's `draw`. If that is too long, or zones overlap, it writes
 * the short text. If that is too long as well, the pattern stands alone.
 */
export function drawZoneLabels(plot: uPlot, zones: readonly Zone[], short: string, theme: GrafanaTheme2): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${LABEL.size * ratio}px ${theme.typography.fontFamily}`;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'center';
  for (const { from, to, of } of stretchesOnPlot(plot, visibleZones(plot, zones, 'left-out'))) {
    const maxWidth = to - from - 2 * LABEL_MARGIN * ratio;
    const candidates = of.length === 1 ? [of[0].text, short] : [short];
    const text = candidates.find((one) => ctx.measureText(one).width <= maxWidth);
    if (text) {
      const width = ctx.measureText(text).width + 2 * LABEL.padding * ratio;
      const top = bbox.top + LABEL.top * ratio;
      ctx.fillStyle = theme.colors.background.primary;
      ctx.fillRect((from + to - width) / 2, top, width, LABEL.height * ratio);
      ctx.fillStyle = theme.colors.text.secondary;
      ctx.fillText(text, (from + to) / 2, top + (LABEL.height / 2) * ratio);
    }
  }
  ctx.restore();
}

function visibleZones(plot: uPlot, zones: readonly Zone[], kind: ZoneKind): Zone[] {
  return zones.filter((zone) => zone.kind === kind && isSeriesVisible(plot, zone));
}
