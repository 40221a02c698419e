import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { ratioSign } from '../../shared/figures';
import type { CandidateSequence, SideExplanation } from '../../detector/explain/explanation';
import type { AnomalousSequence } from '../../detector/detection';
import type { EvidenceLift, InspectedVerdict } from '../../detector/explain/inspection';
import { type DetectorSettings, strictnessOf } from '../../detector/settings';
import { t } from '../../shared/i18n';
import { Figure } from './Figure';
import { useInspector } from './inspectorContext';
import { isScored } from './verdictSentences';
import { type Wording, percent, pointsText, short } from './wording';

interface PruningTableProps {
  readonly side: SideExplanation;
  /** The inspected sequence. */
  readonly current: CandidateSequence | null;
  /** Times of the judged points, epoch milliseconds. */
  readonly times: Float64Array;
}

/** Ranks the maxima with the step from each to the next. The greatest normal error comes last. */
export function PruningTable({ side, current, times }: PruningTableProps) {
  const { settings, wording, inspected, onInspect } = useInspector();
  const styles = useStyles2(getStyles);
  const ranked = [...side.sequences].sort((a, b) => b.maximum - a.maximum);
  const maxima = [...ranked.map(({ maximum }) => maximum), side.greatestNormal];
  return (
    <Figure
      title={t('inspector.pruning', 'Peaks')}
      caption={t(
        'inspector.pruning-caption',
        'Peaks over the threshold, largest first. All peaks after the last step of at least {{least}} are pruned.',
        { least: percent(strictnessOf(settings).pruning) }
      )}
    >
      <div className={styles.scroll}>
        <table className={cx(styles.table, styles.pruning)}>
          <Head
            names={[
              t('inspector.prune-when', 'Time'),
              t('inspector.prune-peak', 'Largest error'),
              t('inspector.prune-step', 'Step to the next'),
              t('inspector.prune-fate', 'Result'),
            ]}
          />
          <tbody>
            {ranked.map((sequence, rank) => {
              const { from, to } = sequence;
              return (
                <RankedSequence
                  key={rank}
                  {...{ sequence, maxima, rank }}
                  time={wording.time(from)}
                  isCurrent={isSame(sequence, current)}
                  onChoose={() => onInspect({ ...inspected, from, to, view: 'why' })}
                />
              );
            })}
            <tr>
              <th scope="row">{t('inspector.greatest-normal', 'Largest error elsewhere')}</th>
              <Maximum maxima={maxima} rank={ranked.length} isKept={false} />
              <td />
              <td />
            </tr>
          </tbody>
        </table>
      </div>
    </Figure>
  );
}

interface RankedSequenceProps {
  readonly sequence: CandidateSequence;
  /** Descending. */
  readonly maxima: readonly number[];
  readonly rank: number;
  readonly time: string;
  readonly isCurrent: boolean;
  readonly onChoose: () => void;
}

function RankedSequence({ sequence: { kept }, maxima, rank, time, isCurrent, onChoose }: RankedSequenceProps) {
  const styles = useStyles2(getStyles);
  return (
    <tr aria-current={isCurrent || undefined}>
      <th scope="row">
        <button type="button" className={styles.link} onClick={onChoose}>
          {time}
        </button>
        {isCurrent && <span className={styles.here}> {t('inspector.prune-here', '(this one)')}</span>}
      </th>
      <Maximum maxima={maxima} rank={rank} isKept={kept} />
      <td>{percent(stepAt(maxima, rank))}</td>
      <td>
        <Icon name={kept ? 'check' : 'times'} size="sm" />{' '}
        {kept ? t('inspector.kept', 'Kept') : t('inspector.pruned-off', 'Pruned')}
      </td>
    </tr>
  );
}

interface MaximumProps extends Pick<RankedSequenceProps, 'maxima' | 'rank'> {
  readonly isKept: boolean;
}

function Maximum({ maxima, rank, isKept }: MaximumProps) {
  const { wording } = useInspector();
  const styles = useStyles2(getStyles);
  const share = maxima[0] > 0 ? (maxima[rank] / maxima[0]) * 100 : 0;
  return (
    <td>
      <div className={styles.peak}>
        <div className={styles.track}>
          <div
            className={cx(styles.bar, isKept ? styles.solid : styles.hollow)}
            style={{ width: `${Math.max(1, share)}%` }}
          />
        </div>
        <span className={styles.value}>{wording.number(maxima[rank])}</span>
      </div>
    </td>
  );
}

/** Relative step between consecutive maxima, (m_i − m_{i+1}) / m_i. */
function stepAt(maxima: readonly number[], rank: number): number {
  return maxima[rank] > 0 ? Math.max(0, (maxima[rank] - maxima[rank + 1]) / maxima[rank]) : 0;
}

function isSame(one: CandidateSequence, other: CandidateSequence | null): boolean {
  return other !== null && one.from === other.from && one.to === other.to;
}

interface FigureListProps {
  readonly verdict: InspectedVerdict;
}

/** Lists every figure of the verdict, and every candidate of the search. */
export function FigureList({ verdict }: FigureListProps) {
  const { settings, wording } = useInspector();
  const styles = useStyles2(getStyles);
  return (
    <>
      <dl className={styles.figures}>
        {figuresOf(verdict, settings, wording).map(([name, figure]) => (
          <div key={name} className={styles.row}>
            <dt className={styles.name}>{name}</dt>
            <dd className={styles.figure}>{figure}</dd>
          </div>
        ))}
      </dl>
      {verdict.window && <CandidateTable side={verdict.window.high} />}
    </>
  );
}

function CandidateTable({ side }: { readonly side: SideExplanation }) {
  const { wording } = useInspector();
  const styles = useStyles2(getStyles);
  const costText = (cost: number, admissible: boolean) =>
    short(cost) + (admissible ? '' : ` ${t('inspector.candidate-out', '(not admissible)')}`);
  return (
    <table className={cx(styles.table, styles.candidates)}>
      <caption>{t('inspector.candidates', 'All candidates in the search for epsilon')}</caption>
      <Head
        names={[
          'z',
          t('inspector.figure-epsilon', 'Epsilon'),
          t('inspector.candidate-points', 'Points above'),
          t('inspector.candidate-sequences', 'Sequences'),
          t('inspector.axis-cost', 'Cost'),
        ]}
      />
      <tbody>
        {side.candidates.map(({ z, epsilon, points, sequences, cost, admissible }, index) => (
          <tr key={z} aria-current={index === side.chosen || undefined}>
            <th scope="row">
              {z}
              {index === side.chosen && ` ${t('inspector.candidate-chosen', '(chosen)')}`}
            </th>
            <td>{wording.number(epsilon)}</td>
            <td>{points}</td>
            <td>{sequences}</td>
            <td>{Number.isFinite(cost) ? costText(cost, admissible) : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head({ names }: { readonly names: readonly string[] }) {
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type NamedFigure = readonly [name: string, figure: string];

function figuresOf(
  { peak, window, candidate, sequence }: InspectedVerdict,
  settings: DetectorSettings,
  { number, apart, time }: Wording
): NamedFigure[] {
  const [value, reconstruction] = peak ? apart(peak.value, peak.reconstruction) : [];
  const ofPeak: NamedFigure[] = peak
    ? [
        [t('inspector.figure-time', 'Decisive time'), time(peak.time)],
        [t('inspector.figure-value', 'Value'), value],
        [t('inspector.figure-reconstruction', 'Reconstruction'), reconstruction],
        ...(isScored({ peak }) ? [[t('chart.score', 'Score'), number(peak.score)] as const] : []),
        [t('inspector.figure-error', 'Smoothed error'), number(peak.smoothedError)],
        [t('inspector.figure-threshold', 'Threshold'), number(peak.threshold)],
        [
          isScored({ peak })
            ? t('chart.relative-score', 'Score ÷ threshold')
            : t('inspector.figure-share', 'Error ÷ threshold'),
          peak.share < 1 ? percent(peak.share) : ratioSign(peak.share),
        ],
        ...(peak.evidence ?? []).map(liftFigure),
        [t('inspector.figure-weight', 'Weight of an error here'), percent(peak.localWeight)],
      ]
    : [];
  const ofWindow: NamedFigure[] = window
    ? [
        [t('inspector.figure-pass', 'Pass'), String(window.pass)],
        [t('inspector.figure-points', 'Points in the error window'), String(window.points)],
        [t('inspector.figure-mean', 'Mean error'), number(window.mean)],
        [t('inspector.figure-sd', 'Standard deviation'), number(window.sd)],
        ['z', short(window.high.z)],
        [t('inspector.figure-epsilon', 'Epsilon'), number(window.mean + window.high.z * window.sd)],
        [t('inspector.figure-floor', 'Noise floor'), window.floor > 0 ? number(window.floor) : '–'],
        [t('inspector.figure-in-force', 'Effective threshold'), number(window.high.epsilon)],
        [t('inspector.figure-normal', 'Largest error elsewhere'), number(window.high.greatestNormal)],
      ]
    : [];
  const ofCandidate: NamedFigure[] = candidate
    ? [
        [t('inspector.figure-maximum', 'Largest weighted error'), number(candidate.maximum)],
        [t('inspector.figure-margin', 'Margin over p'), pointsText(candidate.margin)],
      ]
    : [];
  const ofSequence: NamedFigure[] = sequence ? [[severityFigure(sequence), short(sequence.score)]] : [];
  return [
    ...ofPeak,
    ...ofWindow,
    [t('inspector.figure-p', 'Minimum pruning step, p'), percent(strictnessOf(settings).pruning)],
    ...ofCandidate,
    ...ofSequence,
  ];
}

function liftFigure({ evidence, lift }: EvidenceLift): NamedFigure {
  const name =
    evidence === 'reconstruction-error'
      ? t('inspector.figure-lift-error', 'Reconstruction error ÷ large')
      : t('inspector.figure-lift-distance', 'Distance of {{points}} points ÷ large', { points: evidence.windowsOf });
  return [name, lift.toFixed(1).replace('-', '−')];
}

function severityFigure({ decidedBy }: AnomalousSequence): string {
  return decidedBy === 'flatline'
    ? t('inspector.figure-flatline', 'Length ÷ longest pause')
    : t('inspector.figure-severity', 'Severity as in the paper');
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': { fontWeight: 'normal' },
    '& thead th': { color: theme.colors.text.secondary },
    '& tr[aria-current]': { background: theme.colors.action.selected },
  }),
  pruning: css({
    '& th, & td': { padding: theme.spacing(0.5, 1, 0.5, 0), textAlign: 'left' },
    '& tr > :nth-child(3)': { textAlign: 'right' },
    '& thead th': { whiteSpace: 'nowrap' },
    '& tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  candidates: css({
    marginTop: theme.spacing(2),
    '& caption': { captionSide: 'top', padding: theme.spacing(0.5, 0), color: theme.colors.text.secondary },
    '& th, & td': { padding: theme.spacing(0.25, 1, 0.25, 0), textAlign: 'right' },
    '& th:first-child': { textAlign: 'left' },
  }),
  here: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
  link: css({
    padding: 0,
    border: 0,
    background: 'none',
    color: theme.colors.text.link,
    fontSize: 'inherit',
    textAlign: 'left',
    '&:hover': { textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
  }),
  peak: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), minWidth: 110 }),
  track: css({ flex: 1, minWidth: 24 }),
  bar: css({ height: 10, border: `1px solid ${theme.colors.text.secondary}`, borderRadius: 1 }),
  solid: css({ background: theme.colors.text.secondary }),
  hollow: css({ background: 'transparent' }),
  value: css({ whiteSpace: 'nowrap' }),
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
});
