import type { Scored } from './score';

/** What a contender achieved on some series; NaN where there is nothing to compute a figure from. */
export interface Summary {
  readonly series: number;
  readonly events: number;
  /** Means over series with an event. */
  readonly averagePrecision: number;
  readonly volumeUnderSurface: number;
  /** Pooled: found / (found + false alarms), found / events, their harmonic mean. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Mean over series without an event and without a change of regime. */
  readonly falseAlarmsPerCleanSeries: number;
  /** Mean over series with a change of regime, which is no anomaly. */
  readonly falseAlarmsPerRegimeChange: number;
  /** Share of the changes of regime that a change point was reported for; NaN where none is by design. */
  readonly changesFound: number;
  /** Mean over all series. */
  readonly falseChangesPerSeries: number;
  /** Mean over all series. */
  readonly falseAlarmsPerSeries: number;
  readonly falseAlarmsPerThousandPoints: number;
}

export function summarise(scored: readonly Scored[]): Summary {
  const total = (of: (one: Scored) => number, among = scored) => among.reduce((sum, one) => sum + of(one), 0);
  const labelled = scored.filter(({ events }) => events > 0);
  const clean = scored.filter(({ events, changes }) => events === 0 && changes === 0);
  const changing = scored.filter(({ changes }) => changes > 0);
  const found = total(({ found: n }) => n);
  const events = total(({ events: n }) => n);
  const falseAlarms = total(({ falseAlarms: n }) => n);
  const missed = events - found;
  return {
    series: scored.length,
    events,
    averagePrecision: total(({ averagePrecision }) => averagePrecision, labelled) / labelled.length,
    volumeUnderSurface: total(({ volumeUnderSurface }) => volumeUnderSurface, labelled) / labelled.length,
    precision: found / (found + falseAlarms),
    recall: found / events,
    f1: (2 * found) / (2 * found + falseAlarms + missed),
    falseAlarmsPerCleanSeries: total(({ falseAlarms: n }) => n, clean) / clean.length,
    falseAlarmsPerRegimeChange: total(({ falseAlarms: n }) => n, changing) / changing.length,
    changesFound: total(({ changesFound }) => changesFound) / total(({ changes }) => changes),
    falseChangesPerSeries: total(({ falseChanges }) => falseChanges) / scored.length,
    falseAlarmsPerSeries: falseAlarms / scored.length,
    falseAlarmsPerThousandPoints: (1000 * falseAlarms) / total(({ points }) => points),
  };
}
