import type uPlot from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { plotModelOf, isVisible } from '../plot/plotModel';
import { fillPattern } from './pattern';
import { stretchesOnPlot } from './stretches';
import type { Zone, ZoneKind } from './zones';

const KINDS: readonly ZoneKind[] = ['left-out', 'not-judged', 'less-certain'];

/** What is said over a stretch that is left out, CSS pixels. */
const LABEL = { size: 11, height: 16, padding: 4, top: 2 };
/** To both sides of a label: there may be a mark's icon at the stretch's start. */
const LABEL_MARGIN = 20;

/**
 * Fills every zone through all lanes, for uPlot's `drawClear` or `draw`. Zones of one kind are filled as one area, so
 * overlapping ones do not grow darker and many cost no more than the plot's width. A zone of a series that is hidden is
 * not drawn.
 *
 * @param spacing CSS pixels from dot to dot or line to line, where the usual is too much
 */
export function drawHatch(plot: uPlot, zones: readonly Zone[], theme: GrafanaTheme2, spacing?: number): void {
  const { ctx, bbox } = plot;
  for (const kind of KINDS) {
    const stretches = stretchesOnPlot(plot, shownOf(plot, zones, kind));
    if (stretches.length > 0) {
      ctx.save();
      ctx.beginPath();
      for (const { from, to } of stretches) {
        ctx.rect(from, bbox.top, to - from, bbox.height);
      }
      ctx.clip();
      const left = stretches[0].from;
      const width = stretches[stretches.length - 1].to - left;
      fillPattern(ctx, kind, { left, top: bbox.top, width, height: bbox.height }, theme, devicePixelRatio, spacing);
      ctx.restore();
    }
  }
}

/**
 * Says at the top of what is left out that it is, in the zone's own words or as short as it has to be; for uPlot's
 * `draw`. Where there is no room the pattern has to do.
 */
export function drawZoneLabels(plot: uPlot, zones: readonly Zone[], short: string, theme: GrafanaTheme2): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const excluded = shownOf(plot, zones, 'left-out');
  ctx.save();
  ctx.font = `${LABEL.size * ratio}px ${theme.typography.fontFamily}`;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'center';
  for (const { from, to, of } of stretchesOnPlot(plot, excluded)) {
    const room = to - from - 2 * LABEL_MARGIN * ratio;
    const text = [...(of.length === 1 ? [of[0].text] : []), short].find((one) => ctx.measureText(one).width <= room);
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

function shownOf(plot: uPlot, zones: readonly Zone[], kind: ZoneKind): Zone[] {
  const series = plotModelOf(plot)?.series;
  return zones.filter(
    (zone) => zone.kind === kind && (zone.series === null || !series?.[zone.series] || isVisible(series[zone.series]))
  );
}
