import type uPlot from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { Certainty, type Detection } from '../../detector/detection';
import { holds } from '../../detector/interval';
import { MIN_POINTS } from './confidenceIntervals';
import { seriesColor } from '../plot/fieldStyle';
import { type ChartSeries, isVisible, plotModelOf } from '../plot/plotModel';

/** Radius of a ring, and width of its line, CSS pixels. */
export const RING = { radius: 3.5, width: 1.5 };

/**
 * Draws a ring around each value that is not complete yet: the end of a line that still moves.
 *
 * @returns whether any ring is in view
 */
export function drawIncomplete(plot: uPlot, theme: GrafanaTheme2): boolean {
  const model = plotModelOf(plot);
  if (!model) {
    return false;
  }
  const { ctx, bbox } = plot;
  let isAny = false;
  ctx.save();
  ctx.setLineDash([]);
  ctx.fillStyle = theme.colors.background.primary;
  ctx.lineWidth = RING.width * devicePixelRatio;
  model.lines.forEach(({ role, series }, line) => {
    const shown = model.series[series];
    const points = role === 'value' && isVisible(shown) ? incompletePoints(shown) : [];
    for (const point of points) {
      const { times, values } = shown.series;
      const x = plot.valToPos(times[point], 'x', true);
      const y = plot.valToPos(values[point], plot.series[line + 1].scale ?? '', true);
      if (holds({ from: bbox.left, to: bbox.left + bbox.width }, x)) {
        isAny = true;
        ctx.strokeStyle = seriesColor(shown.field, theme);
        ctx.beginPath();
        ctx.arc(x, y, RING.radius * devicePixelRatio, 0, 2 * Math.PI);
        ctx.fill();
        ctx.stroke();
      }
    }
  });
  ctx.restore();
  return isAny;
}

/** Every draw needs the points, and a verdict never changes. */
const cache = new WeakMap<Detection, readonly number[]>();

function incompletePoints({ detection }: ChartSeries): readonly number[] {
  if (detection === null) {
    return [];
  }
  const found = cache.get(detection) ?? ringed(detection);
  cache.set(detection, found);
  return found;
}

/** All incomplete points, but of many in a row only the last: a pattern marks the others. */
function ringed({ certainty }: Detection): number[] {
  const found: number[] = [];
  let first = 0;
  for (let point = 0; point < certainty.length; point++) {
    if (certainty[point] !== Certainty.incomplete) {
      first = point + 1;
    } else if (certainty[point + 1] !== Certainty.incomplete) {
      const isLong = point - first + 1 >= MIN_POINTS;
      found.push(...Array.from({ length: isLong ? 1 : point - first + 1 }, (_, back) => point - back).reverse());
    }
  }
  return found;
}
