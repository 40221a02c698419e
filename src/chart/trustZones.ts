import type uPlot from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { Certainty } from '../detector/detection';
import { type ChartSeries, drawingOf, isVisible } from './drawing';
import { drawHatch } from './hatch';
import { laneLayout } from './lanes';
import { trustStretches } from './trustStretches';
import type { Zone } from './zones';

/** Height of the hatch along the time axis where there is no lane of errors, CSS pixels. */
const EDGE_HEIGHT = 8;

/** Where too little data was there to judge a series, or to judge it with certainty. Gaps show themselves. */
export function trustZones(series: ChartSeries, index: number): { unjudged: Zone[]; uncertain: Zone[] } {
  const stretches = trustStretches(series);
  const zonesOf = (level: number): Zone[] =>
    stretches
      .filter(({ certainty, hasValues }) => certainty === level && hasValues)
      .map(({ from, to }) => ({ kind: 'too-little', from, to, series: index, text: '' }));
  return { unjudged: zonesOf(Certainty.notJudged), uncertain: zonesOf(Certainty.lessCertain) };
}

/**
 * Hatches what was not judged through the whole plot, and what is less certain in the lane of errors alone: there the
 * verdict is read, and both ends of nearly every series are less certain. Only where one series is shown; hatches of
 * several would say of one what holds for another.
 */
export function drawTrustZones(plot: uPlot, withLane: boolean, theme: GrafanaTheme2): void {
  const drawing = drawingOf(plot);
  const shown = drawing?.series.flatMap((one, index) => (isVisible(one) ? [index] : [])) ?? [];
  // While a verdict is being computed, all that is new is not judged yet, which is no lack of data.
  if (!drawing || drawing.provisional || shown.length !== 1) {
    return;
  }
  const { unjudged, uncertain } = trustZones(drawing.series[shown[0]], shown[0]);
  drawHatch(plot, unjudged, theme);
  if (uncertain.length > 0) {
    const { ctx, bbox } = plot;
    const { errors } = laneLayout(plot.height, withLane);
    const height = errors ? bbox.height * errors.top : EDGE_HEIGHT * devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top + bbox.height - height, bbox.width, height);
    ctx.clip();
    drawHatch(plot, uncertain, theme);
    ctx.restore();
  }
}
