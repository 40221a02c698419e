import type { Contender } from './contender';
import type { EvaluationSet, LabelledSeries } from './labelledSeries';
import type { Scored } from './score';
import { summarise, type Summary } from './summary';

/** What a contender achieved on the part of a set that has one name: an anomaly's kind, a shape. */
export interface Part {
  readonly name: string;
  readonly summary: Summary;
}

export interface SetReport {
  readonly set: string;
  readonly summary: Summary;
  /** By what was put in. */
  readonly byAnomaly: readonly Part[];
  /** By what is normal: shape or domain. */
  readonly byShape: readonly Part[];
  readonly series: ReadonlyArray<{ readonly id: string } & Scored>;
}

/** One row of each table. */
export interface RowReport {
  readonly id: string;
  readonly name: string;
  readonly sets: readonly SetReport[];
}

/** @param scoredOf what the contender achieved on a series */
export function reportOf(
  { id, name }: Contender,
  sets: readonly EvaluationSet[],
  scoredOf: (series: LabelledSeries) => Scored
): RowReport {
  return {
    id,
    name,
    sets: sets.map(({ name: set, series }) => ({
      set,
      summary: summarise(series.map(scoredOf)),
      byAnomaly: partsOf(series, ({ anomaly }) => anomaly, scoredOf),
      byShape: partsOf(series, ({ shape }) => shape, scoredOf),
      series: series.map((one) => ({ id: one.id, ...scoredOf(one) })),
    })),
  };
}

/** In the order in which names first occur. */
function partsOf(
  series: readonly LabelledSeries[],
  nameOf: (series: LabelledSeries) => string,
  scoredOf: (series: LabelledSeries) => Scored
): Part[] {
  return Array.from(new Set(series.map(nameOf)), (name) => ({
    name,
    summary: summarise(series.filter((one) => nameOf(one) === name).map(scoredOf)),
  }));
}
