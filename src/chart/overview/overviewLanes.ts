import { Certainty } from '../../detector/detection';
import type { Severity } from '../../detector/report/severity';
import { type ChartSeries, isVisible } from '../plot/plotModel';
import { hasLane } from './overviewPlan';
import { type SeriesSummary, severer, summaryOf, worstFirst } from '../legend/seriesSummary';
import { confidenceIntervals } from '../layers/confidenceIntervals';

/** A stretch of time in a lane, epoch milliseconds. */
export interface LaneSpan {
  readonly from: number;
  readonly to: number;
}

export interface LevelSpan extends LaneSpan {
  readonly severity: Severity;
}

export interface UnjudgedSpan extends LaneSpan {
  /** By somebody's word, not for want of data. */
  readonly isExcluded: boolean;
}

export interface OverviewLane {
  /** Series that the lane stands for, the severest first. More than one: it is the sum of those without a lane. */
  readonly series: readonly number[];
  readonly name: string;
  readonly summary: SeriesSummary;
  /** Of these series so many have anomalies. */
  readonly affected: number;
  readonly spans: readonly LevelSpan[];
  /** Gaps and whatever else was not judged; only of a single series. */
  readonly unjudged: readonly UnjudgedSpan[];
  /** Where there are points at all; null before the first. */
  readonly extent: LaneSpan | null;
  /** Whether there is a verdict on any of its series. */
  readonly isJudged: boolean;
  readonly isShown: boolean;
}

/** The severest series have a lane each; where they are more than lanes, the last lane is the sum of all others. */
export function overviewLanes(series: readonly ChartSeries[], lanes: number): OverviewLane[] {
  const ranked = worstFirst(series).filter((index) => hasLane(series[index]));
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
    spans: spansOf(one),
    unjudged: confidenceIntervals(one)
      .filter(({ certainty }) => certainty !== Certainty.lessCertain)
      .map(({ from, to, certainty }) => ({ from, to, isExcluded: certainty === Certainty.excluded })),
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
      peak: summaries.reduce((peak, one) => (one.peak > peak || Number.isNaN(peak) ? one.peak : peak), NaN),
      levels: [],
    },
    affected: summaries.filter(({ anomalies }) => anomalies > 0).length,
    spans: members.flatMap((index) => spansOf(all[index])),
    unjudged: [],
    extent: members.map((index) => extentOf(all[index])).reduce(around, null),
    isJudged: members.some((index) => all[index].detection !== null),
    isShown: members.some((index) => isVisible(all[index])),
  };
}

function spansOf(one: ChartSeries): LevelSpan[] {
  const { levels } = summaryOf(one);
  return (one.detection?.sequences ?? []).map(({ startTime, endTime }, index) => ({
    from: startTime,
    to: endTime,
    severity: levels[index],
  }));
}

function extentOf({ series: { times } }: ChartSeries): LaneSpan | null {
  let [from, to] = [Infinity, -Infinity];
  for (const time of times) {
    from = Math.min(from, time);
    to = Math.max(to, time);
  }
  return from <= to ? { from, to } : null;
}

function around(a: LaneSpan | null, b: LaneSpan | null): LaneSpan | null {
  return a && b ? { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) } : (a ?? b);
}
