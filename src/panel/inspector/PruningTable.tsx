import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { TimeSpan } from '../../chart/plot/timeSpan';
import type { CandidateSequence, SideExplanation } from '../../detector/explain/explanation';
import { t } from '../../shared/i18n';
import { type Wording, percent } from './wording';

interface PruningTableProps {
  readonly side: SideExplanation;
  /** The inspected sequence. */
  readonly current: CandidateSequence | null;
  readonly timeOf: (point: number) => number;
  readonly wording: Wording;
  readonly onChoose: (range: TimeSpan) => void;
}

/** Ranks the maxima with the step from each to the next. The greatest normal error comes last. */
export function PruningTable({ side, current, timeOf, wording, onChoose }: PruningTableProps) {
  const styles = useStyles2(getStyles);
  const ranked = [...side.sequences].sort((a, b) => b.maximum - a.maximum);
  const maxima = [...ranked.map(({ maximum }) => maximum), side.greatestNormal];
  const greatest = maxima[0];
  const bar = (maximum: number) => `${Math.max(1, greatest > 0 ? (maximum / greatest) * 100 : 0)}%`;
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('inspector.prune-when', 'Time')}</th>
            <th scope="col">{t('inspector.prune-peak', 'Largest error')}</th>
            <th scope="col" className={styles.number}>
              {t('inspector.prune-step', 'Step to the next')}
            </th>
            <th scope="col">{t('inspector.prune-fate', 'Result')}</th>
          </tr>
        </thead>
        <tbody>
          {ranked.map((sequence, rank) => {
            const [from, to] = [timeOf(sequence.start), timeOf(sequence.end)];
            const isCurrent = isSame(sequence, current);
            return (
              <tr key={rank} aria-current={isCurrent || undefined} className={isCurrent ? styles.current : undefined}>
                <th scope="row">
                  <button type="button" className={styles.link} onClick={() => onChoose({ from, to })}>
                    {wording.time(from)}
                  </button>
                  {isCurrent && <span className={styles.here}> {t('inspector.prune-here', '(this one)')}</span>}
                </th>
                <td>
                  <Peak width={bar(sequence.maximum)} text={wording.number(sequence.maximum)} isKept={sequence.kept} />
                </td>
                <td className={styles.number}>{percent(stepAt(maxima, rank))}</td>
                <td>
                  <Icon name={sequence.kept ? 'check' : 'times'} size="sm" />{' '}
                  {sequence.kept ? t('inspector.kept', 'Kept') : t('inspector.pruned-off', 'Pruned')}
                </td>
              </tr>
            );
          })}
          <tr>
            <th scope="row">{t('inspector.greatest-normal', 'Largest error elsewhere')}</th>
            <td>
              <Peak width={bar(side.greatestNormal)} text={wording.number(side.greatestNormal)} isKept={false} />
            </td>
            <td />
            <td />
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Peak({ width, text, isKept }: { readonly width: string; readonly text: string; readonly isKept: boolean }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.peak}>
      <div className={styles.track}>
        <div className={cx(styles.bar, isKept ? styles.solid : styles.hollow)} style={{ width }} />
      </div>
      <span className={styles.value}>{text}</span>
    </div>
  );
}

/** Relative step between consecutive maxima, (m_i − m_{i+1}) / m_i. */
function stepAt(maxima: readonly number[], rank: number): number {
  return maxima[rank] > 0 ? Math.max(0, (maxima[rank] - maxima[rank + 1]) / maxima[rank]) : 0;
}

function isSame(one: CandidateSequence, other: CandidateSequence | null): boolean {
  return other !== null && one.start === other.start && one.end === other.end;
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': { padding: theme.spacing(0.5, 1, 0.5, 0), textAlign: 'left', fontWeight: 'normal' },
    '& thead th': { color: theme.colors.text.secondary, whiteSpace: 'nowrap' },
    '& tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  number: css({ '&&': { textAlign: 'right' } }),
  current: css({ background: theme.colors.action.selected }),
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
});
