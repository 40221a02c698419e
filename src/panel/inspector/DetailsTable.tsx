import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { InspectedVerdict } from '../../detector/explain/inspection';
import { type DetectorSettings, strictnessOf } from '../../detector/settings';
import { ratioSign } from '../../detector/report/exceedance';
import { t } from '../../shared/i18n';
import { type Wording, percent } from './wording';

interface DetailsTableProps {
  readonly verdict: InspectedVerdict;
  readonly settings: DetectorSettings;
  readonly wording: Wording;
}

type Row = readonly [name: string, figure: string];

/** Lists every figure of the verdict. */
export function DetailsTable(props: DetailsTableProps) {
  const styles = useStyles2(getStyles);
  const { window } = props.verdict;
  return (
    <>
      <dl className={styles.figures}>
        {figuresOf(props).map(([name, figure]) => (
          <div key={name} className={styles.row}>
            <dt className={styles.name}>{name}</dt>
            <dd className={styles.figure}>{figure}</dd>
          </div>
        ))}
      </dl>
      {window && (
        <table className={styles.candidates}>
          <caption>{t('inspector.candidates', 'All candidates in the search for epsilon')}</caption>
          <thead>
            <tr>
              <th scope="col">z</th>
              <th scope="col">{t('inspector.figure-epsilon', 'Epsilon')}</th>
              <th scope="col">{t('inspector.candidate-points', 'Points above')}</th>
              <th scope="col">{t('inspector.candidate-sequences', 'Sequences')}</th>
              <th scope="col">{t('inspector.axis-cost', 'Cost')}</th>
            </tr>
          </thead>
          <tbody>
            {window.high.candidates.map(({ z, epsilon, points, sequences, cost, admissible }, index) => (
              <tr key={z} aria-current={index === window.high.chosen || undefined}>
                <th scope="row">
                  {z}
                  {index === window.high.chosen && ` ${t('inspector.candidate-chosen', '(chosen)')}`}
                </th>
                <td>{props.wording.number(epsilon)}</td>
                <td>{points}</td>
                <td>{sequences}</td>
                <td>
                  {Number.isFinite(cost) ? short(cost) : '–'}
                  {!admissible && Number.isFinite(cost) && ` ${t('inspector.candidate-out', '(not admissible)')}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function figuresOf({ verdict, settings, wording: { number, apart, time } }: DetailsTableProps): Row[] {
  const { peak, window, candidate, sequence } = verdict;
  const { pruning } = strictnessOf(settings);
  const [value, reconstruction] = peak ? apart(peak.value, peak.reconstruction) : [];
  return [
    ...(peak
      ? ([
          [t('inspector.figure-time', 'Decisive time'), time(peak.time)],
          [t('inspector.figure-value', 'Value'), value],
          [t('inspector.figure-reconstruction', 'Reconstruction'), reconstruction],
          [t('inspector.figure-error', 'Smoothed error'), number(peak.smoothedError)],
          [t('inspector.figure-threshold', 'Threshold'), number(peak.threshold)],
          [
            t('inspector.figure-share', 'Error ÷ threshold'),
            peak.share < 1 ? percent(peak.share) : ratioSign(peak.share),
          ],
          [t('inspector.figure-weight', 'Weight of an error here'), percent(peak.localWeight)],
        ] satisfies Row[])
      : []),
    ...(window
      ? ([
          [t('inspector.figure-pass', 'Pass'), String(window.pass)],
          [t('inspector.figure-points', 'Points in the error window'), String(window.points)],
          [t('inspector.figure-mean', 'Mean error'), number(window.mean)],
          [t('inspector.figure-sd', 'Standard deviation'), number(window.sd)],
          ['z', short(window.high.z)],
          [t('inspector.figure-epsilon', 'Epsilon'), number(window.mean + window.high.z * window.sd)],
          [t('inspector.figure-floor', 'Noise floor'), window.floor > 0 ? number(window.floor) : '–'],
          [t('inspector.figure-in-force', 'Effective threshold'), number(window.high.epsilon)],
          [t('inspector.figure-normal', 'Largest error elsewhere'), number(window.high.greatestNormal)],
        ] satisfies Row[])
      : []),
    [t('inspector.figure-p', 'Minimum pruning step, p'), percent(pruning)],
    ...(candidate
      ? ([
          [t('inspector.figure-maximum', 'Largest weighted error'), number(candidate.maximum)],
          [t('inspector.figure-margin', 'Margin over p'), points(candidate.margin)],
        ] satisfies Row[])
      : []),
    ...(sequence ? ([[t('inspector.figure-score', 'Score'), short(sequence.score)]] satisfies Row[]) : []),
  ];
}

/** Formats a share as percentage points with sign. */
function points(share: number): string {
  const signed = `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(1)}`;
  return t('inspector.percentage-points', '{{number}} percentage points', { number: signed });
}

function short(number: number): string {
  return String(Number(number.toPrecision(3))).replace('-', '−');
}

const getStyles = (theme: GrafanaTheme2) => ({
  figures: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
    columnGap: theme.spacing(3),
    margin: 0,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  row: css({
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  name: css({ color: theme.colors.text.secondary, fontWeight: 'normal' }),
  figure: css({ margin: 0, textAlign: 'right' }),
  candidates: css({
    width: '100%',
    marginTop: theme.spacing(2),
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    '& caption': { captionSide: 'top', padding: theme.spacing(0.5, 0), color: theme.colors.text.secondary },
    '& th, & td': { padding: theme.spacing(0.25, 1, 0.25, 0), fontWeight: 'normal', textAlign: 'right' },
    '& th:first-child': { textAlign: 'left' },
    '& thead th': { color: theme.colors.text.secondary },
    '& tr[aria-current]': { background: theme.colors.action.selected },
  }),
});
