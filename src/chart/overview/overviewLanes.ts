import { Certainty } from '../../detector/detection';
import type { Severity } from '../../detector/report/severity';
import { type ConfidenceInterval, confidenceIntervals } from '../layers/confidenceIntervals';
import { type SeriesSummary, greater, severer, summaryOf, worstFirst } from '../legend/seriesSummary';
import { type ChartSeries, type ShadedInterval, intervalsOf, isInLegend, isVisible } from '../plot/plotModel';
import type { Interval } from '../../detector/interval';

export interface OverviewLane {
  /** Indices of its series, the severest first. More than one if it is the sum of the remaining series. */
  readonly series: readonly number[];
  /** Empty for a sum. */
  readonly name: string;
  readonly summary: SeriesSummary;
  /** Number of its series with anomalies. */
  readonly affected: number;
  readonly spans: readonly ShadedInterval[];
  /** Time without a verdict, including gaps. Empty for a sum. */
  readonly unjudged: readonly ConfidenceInterval[];
  /** From the first point to the last. Null without points. */
  readonly extent: Interval | null;
  /** Whether any of its series has a verdict. */
  readonly isJudged: boolean;
  readonly isShown: boolean;
}

/** The severest series have a lane each. If there are more series than lanes, the last lane is the sum of the others. */
export function overviewLanes(series: readonly ChartSeries[], lanes: number): OverviewLane[] {
  const ranked = worstFirst(series).filter((index) => isInLegend(series[index]));
  if (lanes === 0 || ranked.length === 0) {
    return [];
  }
  const own = ranked.length <= lanes ? ranked.length : lanes - 1;
  const single = ranked.slice(0, own).map((index) => laneOf(series, index));
  return own === ranked.length ? single : [...single, sumOf(series, ranked.slice(own))];
}

function laneOf(series: readonly ChartSeries[], index: number): OverviewLane {
  const one = series[index];
  const summary = summaryOf(one);
  return {
    series: [index],
    name: one.name,
    summary,
    affected: summary.anomalies > 0 ? 1 : 0,
    spans: intervalsOf(one, index),
    unjudged: confidenceIntervals(one).filter(({ certainty }) => certainty !== Certainty.lessCertain),
    extent: extentOf(one),
    isJudged: one.detection !== null,
    isShown: isVisible(one),
  };
}

function sumOf(all: readonly ChartSeries[], members: readonly number[]): OverviewLane {
  const summaries = members.map((index) => summaryOf(all[index]));
  return {
    series: members,
    name: '',
    summary: {
      anomalies: summaries.reduce((sum, { anomalies }) => sum + anomalies, 0),
      worst: summaries.reduce<Severity | null>((worst, one) => severer(worst, one.worst), null),
      peak: summaries.map(({ peak }) => peak).reduce(greater, NaN),
      hasFurtherEvidence: summaries.some((one) => one.hasFurtherEvidence),
      assessments: [],
    },
    affected: summaries.filter(({ anomalies }) => anomalies > 0).length,
    spans: members.flatMap((index) => intervalsOf(all[index], index)),
    unjudged: [],
    extent: members.map((index) => extentOf(all[index])).reduce(union, null),
    isJudged: members.some((index) => all[index].detection !== null),
    isShown: members.some((index) => isVisible(all[index])),
  };
}

function extentOf({ series: { times } }: ChartSeries): Interval | null {
  let [from, to] = [Infinity, -Infinity];
  for (const time of times) {
    from = Math.min(from, time);
    to = Math.max(to, time);
  }
  return from <= to ? { from, to } : null;
}

function union(a: Interval | null, b: Interval | null): Interval | null {
  return a && b ? { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) } : (a ?? b);
}
