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
  return all
    .filter(({ frameIndex }) => isComparison(frames[frameIndex]))
    .map((one) => {
      const of = present.get(keyOfCompared(one)) ?? null;
      const shiftMs = shiftOf(one, frames[one.frameIndex], series);
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
 * The shift that brings a comparison nearest to the present. Its distance has no dependable sign, and some hosts shift the
 * times themselves.
 */
function shiftOf({ series: { times } }: PanelSeries, { meta }: DataFrame, present: readonly PanelSeries[]): number {
  const distance = Math.abs(meta?.timeCompare?.diffMs ?? 0);
  const ends = present.flatMap(({ series }) => (series.times.length > 0 ? [middleOf(series.times)] : []));
  if (ends.length === 0 || times.length === 0 || !Number.isFinite(distance)) {
    return Number.isFinite(distance) ? distance : 0;
  }
  const now = ends.reduce((sum, one) => sum + one, 0) / ends.length;
  const from = (shift: number) => Math.abs(middleOf(times) + shift - now);
  return [0, distance, -distance].reduce((best, shift) => (from(shift) < from(best) ? shift : best));
}

function middleOf(times: Float64Array): number {
  return (times[0] + times[times.length - 1]) / 2;
}
