import { type AnomalousSequence, Certainty, type ChangePoint, type HeldBack } from '../../detector/detection';
import { ratioSaid } from '../../detector/report/exceedance';
import type { Assessment } from '../../detector/report/severity';
import { inWords, t } from '../../shared/i18n';
import type { ChartSeries, PlotModel } from '../plot/plotModel';
import { severityName } from '../layers/severity';

/** What is known of one series at one time. Numbers in the series' own unit, null where there is none. */
export interface PointReadout {
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
  /** Why the point passes its threshold and is not reported. */
  readonly heldBack: HeldBack | null;
  /** Null while no verdict is there at all. */
  readonly certainty: number | null;
}

/** Reads series `index` at place `place` of the drawing's times; null where the series has no point there. */
export function pointReadout(model: PlotModel, index: number, place: number): PointReadout | null {
  const series = model.series[index];
  const row = model.rows[index][place] ?? -1;
  if (row < 0) {
    return null;
  }
  const { detection } = series;
  const time = series.series.times[row];
  const holds = ({ startTime, endTime }: Pick<HeldBack, 'startTime' | 'endTime'>) =>
    startTime <= time && time <= endTime;
  const sequence = detection?.sequences.find(holds) ?? null;
  return {
    series,
    index,
    row,
    value: finite(series.series.values[row]),
    reconstruction: finite(detection?.reconstruction[row]),
    smoothedError: finite(detection?.smoothedError[row]),
    threshold: finite(detection?.threshold[row]),
    sequence,
    assessment: (sequence && model.assessments.get(sequence)) ?? null,
    change: changeAt(series, row),
    heldBack: detection?.heldBack?.find(holds) ?? null,
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
export function verdict({ sequence, assessment, change, heldBack, certainty }: PointReadout): string {
  const doubt =
    certainty === Certainty.notJudged
      ? t('reading.not-judged', 'Not judged: a gap, or too few points around it')
      : certainty === Certainty.lessCertain
        ? t('reading.less-certain', 'Less certain: too few comparable windows here')
        : certainty === Certainty.excluded
          ? t('reading.left-out', 'Left out by a mark: nothing is learnt or reported here')
          : '';
  if (change) {
    return t('reading.change-point', 'Change point: what follows is unlike what came before, and it lasts');
  }
  const andDoubt = (text: string) => (doubt === '' ? text : `${text}. ${doubt}`);
  if (!sequence || !assessment) {
    return heldBack ? andDoubt(whyNot(heldBack)) : doubt;
  }
  return andDoubt(whyReported(sequence, assessment));
}

function whyReported({ decidedBy, score }: AnomalousSequence, { severity, exceedance }: Assessment): string {
  const said = (ratio: number) => ({ severity: severityName(severity), ratio: inWords(ratioSaid(ratio)) });
  switch (decidedBy) {
    case 'epsilon':
      return t(
        'reading.over-threshold',
        '{{severity}} anomaly: its error reaches {{ratio}} the dynamic threshold',
        said(exceedance)
      );
    case 'floor':
      return t(
        'reading.over-floor',
        '{{severity}} anomaly: its error reaches {{ratio}} the floor of noise',
        said(exceedance)
      );
    case 'flatline':
      // The error may be greater still; how long the series stands still is its score.
      return t(
        'reading.flatline',
        '{{severity}} anomaly: it stands still for {{ratio}} the longest pause that would not be reported',
        said(score)
      );
  }
}

function whyNot({ reason }: HeldBack): string {
  switch (reason) {
    case 'pruned':
      return t('reading.pruned', 'Over the threshold, not reported: it does not stand out from lower peaks');
    case 'slope':
      return t('reading.slope', 'Over the threshold, not reported: it is the slope of a higher peak');
    case 'no-sequence':
    case 'cut-off':
      return t('reading.no-sequence', 'Over the threshold, not reported: it makes no interval of its own');
    case 'beside-left-out':
      return t('reading.beside-left-out', 'Over the threshold, not reported: it is too close to left-out time');
    case 'rule':
      return t('reading.rule', 'Found, not reported: a rule of this panel holds it back');
  }
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
