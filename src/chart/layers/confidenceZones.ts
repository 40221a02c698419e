import type uPlot from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { Certainty } from '../../detector/detection';
import { laneLayout } from '../lane/lanes';
import { type ChartSeries, type PlotModel, isJudged, isVisible, plotModelOf } from '../plot/plotModel';
import { overlaps } from '../../detector/interval';
import { drawClipped } from './clip';
import { confidenceIntervals } from './confidenceIntervals';
import { drawHatch } from './hatch';
import type { Zone, ZoneKind } from './zones';

/** Height of the pattern along the time axis of a plot without an error lane, CSS pixels. */
const EDGE_HEIGHT = 8;
/** Spacing with which two rows of dots fit into that height. */
const EDGE_SPACING = 4;

/** Where a series has too little data for a verdict, or for a certain one. Gaps are excluded: the line shows them. */
export function confidenceZones(series: ChartSeries, index: number): Zone[] {
  return confidenceIntervals(series).flatMap(({ certainty, hasValues, from, to }): Zone[] =>
    hasValues && certainty !== Certainty.excluded
      ? [
          {
            kind: certainty === Certainty.lessCertain ? 'less-certain' : 'not-judged',
            from,
            to,
            series: index,
            text: '',
          },
        ]
      : []
  );
}

/**
 * Fills what is not judged through the whole plot, and what is less certain in the error lane only. Both ends of nearly
 * every series are less certain, which concerns only the verdict.
 */
export function drawConfidenceZones(plot: uPlot, withLane: boolean, theme: GrafanaTheme2): void {
  const zones = zonesInPlot(plot);
  const notJudged = zones.filter(({ kind }) => kind === 'not-judged');
  drawHatch(plot, notJudged, theme);
  const lessCertain = zones.filter(({ kind }) => kind === 'less-certain');
  if (lessCertain.length > 0) {
    const { ctx, bbox } = plot;
    const { errors } = laneLayout(plot.height, withLane);
    const height = errors ? bbox.height * errors.top : EDGE_HEIGHT * devicePixelRatio;
    const box = { left: bbox.left, top: bbox.top + bbox.height - height, width: bbox.width, height };
    drawClipped(ctx, box, () => drawHatch(plot, lessCertain, theme, errors ? undefined : EDGE_SPACING));
  }
}

/** The patterns that the plot shows, for its key. */
export function patternsInView(plot: uPlot): ZoneKind[] {
  const model = plotModelOf(plot);
  if (!model) {
    return [];
  }
  const hasExcluded = model.series
    .filter(isVisible)
    .flatMap(confidenceIntervals)
    .some((interval) => interval.certainty === Certainty.excluded && overlaps(interval, model.range));
  const kinds = zonesInPlot(plot)
    .filter((zone) => overlaps(zone, model.range))
    .map(({ kind }) => kind);
  return [...new Set([...kinds, ...(hasExcluded ? (['left-out'] as const) : [])])];
}

/** Zones are drawn first and named in the key afterwards. */
const cache = new WeakMap<PlotModel, readonly Zone[]>();

function zonesInPlot(plot: uPlot): readonly Zone[] {
  const model = plotModelOf(plot);
  if (!model) {
    return [];
  }
  const zones = cache.get(model) ?? zonesOf(model);
  cache.set(model, zones);
  return zones;
}

/** Zones of the only visible series: with several, a pattern would not show which one it concerns. */
function zonesOf({ series, provisional }: PlotModel): Zone[] {
  const visible = series.flatMap((one, index) => (isVisible(one) && isJudged(one) ? [index] : []));
  // While a verdict is pending, new points have none yet, which is not a lack of data.
  return provisional || visible.length !== 1 ? [] : confidenceZones(series[visible[0]], visible[0]);
}
