import type uPlot from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { Certainty } from '../../detector/detection';
import { type ChartSeries, type PlotModel, plotModelOf, isVisible } from '../plot/plotModel';
import { drawHatch } from './hatch';
import { laneLayout } from '../lane/lanes';
import { confidenceIntervals } from './confidenceIntervals';
import type { Zone, ZoneKind } from './zones';

/** Height of the pattern along the time axis where there is no lane of errors, CSS pixels. */
const EDGE_HEIGHT = 8;
/** Two rows of dots must find room there. */
const EDGE_SPACING = 4;

/** Where too little data was there to judge a series, or to judge it with certainty. Gaps show themselves. */
export function confidenceZones(series: ChartSeries, index: number): Zone[] {
  return confidenceIntervals(series).flatMap(({ certainty, hasValues, from, to }): Zone[] =>
    hasValues && certainty !== Certainty.excluded
      ? [{ kind: certainty === Certainty.notJudged ? 'not-judged' : 'less-certain', from, to, series: index, text: '' }]
      : []
  );
}

/**
 * Fills what was not judged through the whole plot, and what is less certain in the lane of errors alone: there the
 * verdict is read, and both ends of nearly every series are less certain.
 */
export function drawConfidenceZones(plot: uPlot, withLane: boolean, theme: GrafanaTheme2): void {
  const zones = shownZones(plot);
  drawHatch(
    plot,
    zones.filter(({ kind }) => kind === 'not-judged'),
    theme
  );
  const uncertain = zones.filter(({ kind }) => kind === 'less-certain');
  if (uncertain.length > 0) {
    const { ctx, bbox } = plot;
    const { errors } = laneLayout(plot.height, withLane);
    const height = errors ? bbox.height * errors.top : EDGE_HEIGHT * devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top + bbox.height - height, bbox.width, height);
    ctx.clip();
    drawHatch(plot, uncertain, theme, errors ? undefined : EDGE_SPACING);
    ctx.restore();
  }
}

/** Which patterns are to be seen in the plot, for its key. */
export function patternsInView(plot: uPlot): ZoneKind[] {
  const model = plotModelOf(plot);
  const [from, to] = model?.range ?? [0, 0];
  const isInView = (one: { readonly from: number; readonly to: number }) => one.to >= from && one.from <= to;
  const excluded = model?.series
    .filter(isVisible)
    .some((one) =>
      confidenceIntervals(one).some((stretch) => stretch.certainty === Certainty.excluded && isInView(stretch))
    );
  const kinds = shownZones(plot)
    .filter(isInView)
    .map(({ kind }) => kind);
  return [...new Set([...kinds, ...(excluded ? (['left-out'] as const) : [])])];
}

/** What is drawn does not change, and its zones are filled first and named in the key afterwards. */
const known = new WeakMap<PlotModel, readonly Zone[]>();

function shownZones(plot: uPlot): readonly Zone[] {
  const model = plotModelOf(plot);
  if (!model) {
    return [];
  }
  const zones = known.get(model) ?? zonesOf(model);
  known.set(model, zones);
  return zones;
}

/** Only where one series is shown; patterns of several would say of one what holds for another. */
function zonesOf({ series, provisional }: PlotModel): Zone[] {
  const shown = series.flatMap((one, index) => (isVisible(one) ? [index] : []));
  // While a verdict is being computed, all that is new is not judged yet, which is no lack of data.
  return provisional || shown.length !== 1 ? [] : confidenceZones(series[shown[0]], shown[0]);
}
