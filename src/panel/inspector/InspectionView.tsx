import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { ChartSeries } from '../../chart/plot/plotModel';
import { SeverityIcon } from '../../chart/layers/SeverityIcon';
import type { InspectedVerdict } from '../../detector/explain/inspection';
import { type Assessment, assess } from '../../detector/report/severity';
import { t } from '../../shared/i18n';
import { CloseUp } from './CloseUp';
import { closeUpSeries } from './closeUpSeries';
import { CostCurve } from './CostCurve';
import { useInspector } from './inspectorContext';
import { RecalledMoments, SimilarMoments } from './Moments';
import { FigureList, PruningTable } from './Tables';
import type { Answer } from './useInspection';
import { type VerdictSentences, heldBackSentence, mergedSentences, verdictSentences } from './verdictSentences';
import { type Interval, overlaps } from '../../detector/interval';

interface InspectionViewProps {
  readonly answer: Answer;
}

/** The answer: sentences first, then the pictures of the chosen view. */
export function InspectionView({ answer }: InspectionViewProps) {
  const { inspected, series } = useInspector();
  const styles = useStyles2(getStyles);
  const { inspection } = answer;
  const closeUp = useMemo(() => closeUpSeries(answer, series), [answer, series]);
  const found = useMemo(() => assessmentOf(closeUp, inspection.at), [closeUp, inspection]);
  const [headline, ...rest] = useSentences(answer, found);
  return (
    <>
      <div role="status" className={styles.verdict}>
        <span className={styles.icon}>
          {found ? <SeverityIcon severity={found.severity} size={16} /> : <Icon name="info-circle" />}
        </span>
        <div>
          <p className={styles.headline}>{headline}</p>
          {rest.length > 0 && <p className={styles.rest}>{rest.join(' ')}</p>}
        </div>
      </div>
      {inspected.view === 'why' ? (
        <Why answer={answer} closeUp={closeUp} />
      ) : (
        <SimilarMoments inspection={inspection} />
      )}
    </>
  );
}

interface WhyProps extends InspectionViewProps {
  readonly closeUp: ChartSeries;
}

/** Explains a verdict in pictures, from the close-up to the last figure. */
function Why({ answer: { inspection, request }, closeUp }: WhyProps) {
  const styles = useStyles2(getStyles);
  const { verdict, rows } = inspection;
  const window = isFoundOtherwise(verdict) ? null : verdict.window;
  return (
    <div className={styles.figures}>
      {rows.times.length > 0 && <CloseUp inspection={inspection} series={closeUp} />}
      <RecalledMoments inspection={inspection} />
      {window && <CostCurve window={window} peak={verdict.peak} />}
      {window && window.high.sequences.length > 0 && (
        <PruningTable side={window.high} current={verdict.candidate} times={request.series.times} />
      )}
      <details className={styles.details}>
        <summary>{t('inspector.details', 'All figures')}</summary>
        <FigureList verdict={verdict} />
      </details>
    </div>
  );
}

/** Whether the search for a threshold of the error is not what found the sequence. */
function isFoundOtherwise({ sequence }: InspectedVerdict): boolean {
  return sequence?.decidedBy === 'flatline' || sequence?.decidedBy === 'agreement';
}

/** Says why the range was reported, or which rule of the panel holds it back. */
function useSentences({ inspection, request }: Answer, found: Assessment | null): VerdictSentences {
  const { series, settings, rules, labelText, wording } = useInspector();
  return useMemo(() => {
    const { verdict, at } = inspection;
    const shown = series.detection?.sequences.some((one) => overlaps(one, at));
    if (shown && verdict.sequence === null && rules.mergeWithin > 0) {
      return mergedSentences(verdict, rules);
    }
    const sentences = verdictSentences(inspection, { judged: request.series, settings, wording, labelText });
    if (series.detection?.heldBack?.some((one) => one.reason === 'not-settled' && overlaps(one, at))) {
      const waits = t('inspector.not-settled', 'Not reported yet: it rests on values that may still change.');
      return [waits, ...sentences];
    }
    const rule = found && shown === false ? heldBackSentence(found, rules, wording) : null;
    return rule === null
      ? sentences
      : [t('inspector.held', 'Detected, but suppressed by a rule of this panel.'), rule, ...sentences];
  }, [inspection, request, settings, wording, labelText, series, found, rules]);
}

/** The assessment of the sequence in a range; null if there is none. */
function assessmentOf({ detection, series }: ChartSeries, at: Interval): Assessment | null {
  const sequence = detection?.sequences.find((one) => overlaps(one, at));
  return detection && sequence ? assess(series, detection, sequence) : null;
}

const getStyles = (theme: GrafanaTheme2) => ({
  verdict: css({ display: 'flex', gap: theme.spacing(1) }),
  icon: css({ flexShrink: 0, lineHeight: `${theme.typography.h4.lineHeight}`, marginTop: 3 }),
  headline: css({ ...theme.typography.h4, margin: 0 }),
  rest: css({ margin: theme.spacing(0.5, 0, 0), color: theme.colors.text.secondary }),
  figures: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3) }),
  details: css({
    '& > summary': {
      width: 'fit-content',
      cursor: 'pointer',
      color: theme.colors.text.link,
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
    },
  }),
});
