import type uPlot from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { drawUnreported } from './bracket';
import { plotModelOf } from '../plot/plotModel';
import { seriesColor } from '../plot/fieldStyle';
import { laneLayout } from '../lane/lanes';
import { contrasting } from '../plot/contrast';

/** Of the bracket under the lane's upper edge, CSS pixels. */
const DROP = 2;

/**
 * A dashed bracket at the top of the error lane wherever a line passes the threshold and nothing is shaded. With several
 * series it has the colour of the series that it belongs to.
 *
 * @returns whether there is any in view
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
    const color = model.relative ? contrasting(seriesColor(field, theme), theme) : theme.colors.text.secondary;
    return drawUnreported(plot, detection?.heldBack ?? [], edge, color, model.provisional ? 0.5 : 1);
  });
  return drawn.length > 0;
}
