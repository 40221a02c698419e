import type uPlot from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { laneLayout } from '../lane/lanes';
import { glyphColor } from '../plot/fieldStyle';
import { plotModelOf } from '../plot/plotModel';
import { drawUnreported } from './bracket';

/** Distance of the bracket from the lane's upper edge, CSS pixels. */
const DROP = 2;

/**
 * Draws a dashed bracket at the top of the error lane over each interval that is held back. With several series it has
 * the colour of its series.
 *
 * @returns whether any bracket is in view
 */
export function drawHeldBack(plot: uPlot, theme: GrafanaTheme2): boolean {
  const model = plotModelOf(plot);
  const { errors } = laneLayout(plot.height, true);
  if (!model || !errors) {
    return false;
  }
  const { top, height } = plot.bbox;
  const edge = top + height * (1 - errors.top) + DROP * devicePixelRatio;
  const drawn = model.detailed.filter((index) => {
    const { field, detection } = model.series[index];
    const color = model.relative ? glyphColor(field, theme) : theme.colors.text.secondary;
    return drawUnreported(plot, detection?.heldBack ?? [], edge, color, model.provisional ? 0.5 : 1);
  });
  return drawn.length > 0;
}
