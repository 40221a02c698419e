import type { GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { valuesApart } from '../../chart/plot/fieldStyle';
import { severityName } from '../../chart/layers/severity';
import { ratioMessage } from '../../shared/figures';
import { inWords, t } from '../../shared/i18n';
import { wordingOf } from '../inspector/wording';
import { shortDuration } from '../timeTexts';
import type { Anomaly } from './anomalies';

export interface AnomalyTexts {
  readonly severity: string;
  /** Score relative to the threshold, `3.1 times`. For a flatline: length relative to the longest unreported one. */
  readonly ratio: string;
  readonly isFlatline: boolean;
  /** Whether there is more evidence than the error. */
  readonly isScored: boolean;
  readonly start: string;
  readonly duration: string;
  readonly actual: string;
  readonly expected: string;
  /** With sign. */
  readonly deviation: string;
}

export function textsOf(anomaly: Anomaly, theme: GrafanaTheme2, timeZone: TimeZone): AnomalyTexts {
  const { field, sequence, assessment } = anomaly;
  const { deviation, direction } = assessment;
  const values = [assessment.actual, assessment.expected];
  const [actual, expected] = valuesApart(field, values, theme, timeZone).map((text, index) =>
    Number.isFinite(values[index]) ? text : '–'
  );
  const isFlatline = sequence.decidedBy === 'flatline';
  const { number, time } = wordingOf(field, theme, timeZone);
  return {
    severity: severityName(assessment.severity, sequence.provisional),
    ratio: inWords(ratioMessage(isFlatline ? sequence.score : assessment.exceedance)),
    isFlatline,
    isScored: sequence.evidence !== undefined,
    start: time(sequence.from),
    duration: lengthText(sequence.to - sequence.from),
    actual,
    expected,
    deviation: `${direction === 'above' ? '+' : '−'}${number(deviation)}`,
  };
}

function lengthText(milliseconds: number): string {
  return milliseconds === 0 ? t('list.one-point', '1 point') : shortDuration(milliseconds);
}

/** Describes a row in one sentence for screen readers. */
export function rowLabel(name: string, texts: AnomalyTexts): string {
  if (texts.isFlatline) {
    return t(
      'list.row-flatline',
      '{{severity}}, {{name}}, from {{start}} for {{duration}}: flat, {{ratio}} the longest pause that is not reported',
      { ...texts, name }
    );
  }
  return texts.isScored
    ? t(
        'list.row-score',
        '{{severity}}, {{name}}, from {{start}} for {{duration}}: {{actual}} instead of {{expected}}, score {{ratio}} its threshold',
        { ...texts, name }
      )
    : t(
        'list.row',
        '{{severity}}, {{name}}, from {{start}} for {{duration}}: {{actual}} instead of {{expected}}, error {{ratio}} its threshold',
        { ...texts, name }
      );
}

/** Explains the severity of a row. */
export function ratioLabel({ isFlatline, isScored, ratio }: AnomalyTexts): string {
  if (isFlatline) {
    return t('list.ratio-flatline', 'It is flat for {{ratio}} the longest pause that is not reported', { ratio });
  }
  return isScored
    ? t('list.ratio-score', 'The score reaches {{ratio}} its threshold', { ratio })
    : t('list.ratio', 'The error reaches {{ratio}} its threshold', { ratio });
}
