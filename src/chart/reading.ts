import { type AnomalousSequence, Certainty, type ChangePoint } from '../detector/detection';
import { ratioSaid } from '../detector/exceedance';
import type { Assessment } from '../detector/severity';
import { inWords, t } from '../i18n';
import type { ChartSeries, Drawing } from './drawing';
import { severityName } from './severity';

/** What is known of one series at one time. Numbers in the series' own unit, null where there is none. */
export interface Reading {
  readonly series: ChartSeries;
  readonly index: number;
  /** Index into the series as it arrived. */
  readonly row: number;
  readonly value: number | null;
  readonly reconstruction: number | null;
  readonly smoothedError: number | null;
  readonly threshold: number | null;
  /** The interval that the point lies in. */
  readonly sequence: AnomalousSequence | null;
  readonly assessment: Assessment | null;
  /** The change of regime that the point lies in. */
  readonly change: ChangePoint | null;
  /** Null while no verdict is there at all. */
  readonly certainty: number | null;
}

/** Reads series `index` at place `place` of the drawing's times; null where the series has no point there. */
export function readAt(drawing: Drawing, index: number, place: number): Reading | null {
  const series = drawing.series[index];
  const row = drawing.rows[index][place] ?? -1;
  if (row < 0) {
    return null;
  }
  const { detection } = series;
  const time = series.series.times[row];
  const sequence = detection?.sequences.find(({ startTime, endTime }) => startTime <= time && time <= endTime) ?? null;
  return {
    series,
    index,
    row,
    value: finite(series.series.values[row]),
    reconstruction: finite(detection?.reconstruction[row]),
    smoothedError: finite(detection?.smoothedError[row]),
    threshold: finite(detection?.threshold[row]),
    sequence,
    assessment: (sequence && drawing.assessments.get(sequence)) ?? null,
    change: changeAt(series, row),
    certainty: detection ? detection.certainty[row] : null,
  };
}

function changeAt({ detection, series }: ChartSeries, row: number): ChangePoint | null {
  const time = series.times[row];
  return (
    detection?.changePoints.find(({ start, end }) => series.times[start] <= time && time <= series.times[end]) ?? null
  );
}

/** The verdict in words; empty where a point is judged, certain and normal. */
export function verdict({ sequence, assessment, change, certainty }: Reading): string {
  const doubt =
    certainty === Certainty.notJudged
      ? t('reading.not-judged', 'Not judged: a gap, or too few points around it')
      : certainty === Certainty.lessCertain
        ? t('reading.less-certain', 'Less certain: too few comparable windows here')
        : certainty === Certainty.leftOut
          ? t('reading.left-out', 'Left out by a mark: nothing is learnt or reported here')
          : '';
  if (change) {
    return t('reading.change-point', 'Change point: what follows is unlike what came before, and it lasts');
  }
  if (!sequence || !assessment) {
    return doubt;
  }
  const said = { severity: severityName(assessment.severity), ratio: inWords(ratioSaid(assessment.exceedance)) };
  const severity =
    sequence.decidedBy === 'floor'
      ? t('reading.over-floor', '{{severity}} anomaly: its error reaches {{ratio}} the floor of noise', said)
      : t('reading.over-threshold', '{{severity}} anomaly: its error reaches {{ratio}} the dynamic threshold', said);
  return doubt === '' ? severity : `${severity}. ${doubt}`;
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
