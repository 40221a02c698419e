import { type AnomalousSequence, Certainty, type ChangePoint, type HeldBack } from '../../detector/detection';
import { type Interval, holds } from '../../detector/interval';
import { ratioMessage } from '../../shared/figures';
import type { Assessment } from '../../detector/report/severity';
import { inWords, t } from '../../shared/i18n';
import { laneScore } from '../lane/laneScore';
import { severityName } from '../layers/severity';
import { summaryOf } from '../legend/seriesSummary';
import type { ChartSeries, PlotModel } from '../plot/plotModel';

/** One series at one time. Numbers are in the series' own unit, null if there is none. */
export interface PointReadout {
  readonly series: ChartSeries;
  readonly index: number;
  /** Index of the point in the series. */
  readonly row: number;
  readonly value: number | null;
  readonly reconstruction: number | null;
  readonly smoothedError: number | null;
  /** Null also if it is the smoothed error at all points of the series. */
  readonly score: number | null;
  readonly threshold: number | null;
  /** The interval around the point. */
  readonly sequence: AnomalousSequence | null;
  readonly assessment: Assessment | null;
  /** The change point around the point. */
  readonly change: ChangePoint | null;
  /** The interval around the point that exceeds the threshold and is not reported. */
  readonly heldBack: HeldBack | null;
  /** Null before a verdict. */
  readonly certainty: number | null;
  /** Whether the source may still change the value. */
  readonly mayChange: boolean;
}

/** Reads a series at an index of the model's times. Null if the series has no point there. */
export function pointReadout(model: PlotModel, index: number, dataIdx: number): PointReadout | null {
  const series = model.series[index];
  const row = model.rows[index][dataIdx] ?? -1;
  if (row < 0) {
    return null;
  }
  const { detection } = series;
  const { times, values } = series.series;
  const isHere = (one: Interval) => holds(one, times[row]);
  const sequence = detection?.sequences.findIndex(isHere) ?? -1;
  return {
    series,
    index,
    row,
    value: finite(values[row]),
    reconstruction: finite(detection?.reconstruction[row]),
    smoothedError: finite(detection?.smoothedError[row]),
    score:
      detection && summaryOf(series).hasFurtherEvidence
        ? finite(laneScore({ series: series.series, detection })[row])
        : null,
    threshold: finite(detection?.threshold[row]),
    sequence: detection?.sequences[sequence] ?? null,
    assessment: summaryOf(series).assessments[sequence] ?? null,
    change: detection?.changePoints.find(isHere) ?? null,
    heldBack: detection?.heldBack?.find(isHere) ?? null,
    certainty: detection ? detection.certainty[row] : null,
    mayChange: times[row] > (detection?.settledTo ?? Infinity),
  };
}

/** The verdict in words, empty if a point is normal with certainty. */
export function verdict(readout: PointReadout): string {
  const { sequence, assessment, change, heldBack } = readout;
  if (change) {
    return t('reading.change-point', 'Change point: the series behaves differently from here on, and the change lasts');
  }
  const reason = sequence && assessment ? whyReported(sequence, assessment) : heldBack ? whyNotReported(heldBack) : '';
  return [reason, whyUncertain(readout)].filter((text) => text !== '').join('. ');
}

function whyUncertain({ certainty, score, smoothedError, mayChange }: PointReadout): string {
  switch (certainty) {
    case Certainty.notJudged:
      return t('reading.not-judged', 'Not judged: a gap, or too few points around it');
    case Certainty.incomplete:
      return (score ?? smoothedError) === null
        ? t('reading.incomplete', 'Not complete yet, so not judged')
        : t('reading.full-value', 'Not complete in this range: judged by its full value, which look-back provides');
    case Certainty.lessCertain:
      if (mayChange) {
        return t('reading.may-change', 'Less certain: the source may still change this value');
      }
      return t('reading.less-certain', 'Less certain: too few comparable windows here');
    case Certainty.excluded:
      return t('reading.left-out', 'Excluded by a label: nothing is learnt or reported here');
    default:
      return '';
  }
}

function whyReported(
  { decidedBy, score, evidence, provisional }: AnomalousSequence,
  { severity, exceedance }: Assessment
): string {
  const values = (ratio: number) => ({
    severity: severityName(severity, provisional),
    ratio: inWords(ratioMessage(ratio)),
  });
  if (evidence !== undefined && (decidedBy === 'epsilon' || decidedBy === 'floor')) {
    return t(
      'reading.score-over-threshold',
      '{{severity}} anomaly: its score reaches {{ratio}} its threshold',
      values(exceedance)
    );
  }
  switch (decidedBy) {
    case 'epsilon':
      return t(
        'reading.over-threshold',
        '{{severity}} anomaly: its error reaches {{ratio}} the dynamic threshold',
        values(exceedance)
      );
    case 'floor':
      return t(
        'reading.over-floor',
        '{{severity}} anomaly: its error reaches {{ratio}} the noise floor',
        values(exceedance)
      );
    case 'flatline':
      // Its score is the duration of the flatline. The exceedance of its error does not matter.
      return t(
        'reading.flatline',
        '{{severity}} anomaly: it is flat for {{ratio}} the longest pause that is not reported',
        values(score)
      );
    case 'agreement':
      return t(
        'reading.agreement',
        '{{severity}} anomaly, by error and distance together: its score reaches {{ratio}} its threshold',
        values(exceedance)
      );
  }
}

function whyNotReported({ reason }: HeldBack): string {
  switch (reason) {
    case 'pruned':
      return t('reading.pruned', 'Over the threshold, not reported: it does not stand out from lower peaks');
    case 'slope':
      return t('reading.slope', 'Over the threshold, not reported: it is the shoulder of a higher peak');
    case 'no-sequence':
    case 'cut-off':
      return t('reading.no-sequence', 'Over the threshold, not reported: it forms no interval of its own');
    case 'beside-left-out':
      return t('reading.beside-left-out', 'Over the threshold, not reported: it is too close to excluded time');
    case 'not-settled':
      return t('reading.not-settled', 'Over the threshold, not reported yet: these values may still change');
    case 'rule':
      return t('reading.rule', 'Detected, not reported: a rule of this panel suppresses it');
  }
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
