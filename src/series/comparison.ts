import type { DataFrame } from '@grafana/data';
import type { ComparedSeries, PanelSeries } from './panelSeries';

/** The dashes of comparisons in the time series panel. */
const LINE_STYLE = { fill: 'dash', dash: [1, 5, 4, 5] };

/** Whether a frame is the answer of a panel's *Time comparison*. */
export function isComparison({ meta }: DataFrame): boolean {
  return meta?.timeCompare?.isTimeShiftQuery === true;
}

/**
 * The comparisons among all series of an answer.
 *
 * @param series those that are no comparison
 */
export function comparedTo(
  series: readonly PanelSeries[],
  all: readonly PanelSeries[],
  frames: readonly DataFrame[]
): ComparedSeries[] {
  const present = new Map<string, number>();
  const keyOf = counting(frames);
  series.forEach((one, index) => present.set(keyOf(one), index));
  const keyOfCompared = counting(frames);
  const compared = all.filter(({ frameIndex }) => isComparison(frames[frameIndex]));
  const distanceOf = ({ frameIndex }: PanelSeries) => Math.abs(frames[frameIndex].meta?.timeCompare?.diffMs ?? 0);
  const shifts = new Map(
    Array.from(new Set(compared.map(distanceOf)), (distance) => {
      const alike = compared.filter((one) => distanceOf(one) === distance);
      return [distance, shiftOf(alike, distance, series)] as const;
    })
  );
  return compared.map((one) => {
    const of = present.get(keyOfCompared(one)) ?? null;
    const shiftMs = shifts.get(distanceOf(one)) ?? 0;
    return {
      ...one,
      comparison: { of, shiftMs },
      field: { ...one.field, ...looks(one, of === null ? one : series[of]) },
      series: { ...one.series, times: one.series.times.map((time) => time + shiftMs) },
    };
  });
}

/** Keys of series by query, name and labels. Series that share them are counted. */
function counting(frames: readonly DataFrame[]): (one: PanelSeries) => string {
  const seen = new Map<string, number>();
  return ({ field: { name, labels = {} }, frameIndex }) => {
    const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify([frames[frameIndex].refId?.replace(/-compare$/, ''), name, sorted]);
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return `${key} ${count}`;
  };
}

/** Dashes, and all that Grafana's colour modes go by. */
function looks(
  { field }: PanelSeries,
  { field: { config, state } }: PanelSeries
): Pick<typeof field, 'config' | 'state'> {
  return {
    config: { ...field.config, color: config.color, custom: { ...field.config.custom, lineStyle: LINE_STYLE } },
    state: { ...field.state, seriesIndex: state?.seriesIndex, displayName: state?.displayName },
  };
}

/**
 * The shift that brings a compared period nearest to the present. Its distance has no dependable sign, and some hosts shift
 * the times themselves. All series of a period are shifted alike, because one that began late would lie nearer elsewhere.
 *
 * @param distance milliseconds
 */
function shiftOf(period: readonly PanelSeries[], distance: number, present: readonly PanelSeries[]): number {
  if (!Number.isFinite(distance)) {
    return 0;
  }
  const away = middleOf(present) - middleOf(period);
  return Number.isFinite(away)
    ? [0, distance, -distance].reduce((best, shift) => (Math.abs(shift - away) < Math.abs(best - away) ? shift : best))
    : distance;
}

/** Halfway from the first to the last time of all series; not finite if they have no rows. */
function middleOf(all: readonly PanelSeries[]): number {
  const [first, last] = all.reduce(
    ([from, to], { series: { times } }) => [
      Math.min(from, times[0] ?? Infinity),
      Math.max(to, times[times.length - 1] ?? -Infinity),
    ],
    [Infinity, -Infinity]
  );
  return (first + last) / 2;
}
