import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import type { ChartSeries } from '../../chart/plot/plotModel';
import { SeverityIcon } from '../../chart/layers/SeverityIcon';
import type { InspectedRange, Moment } from '../../detector/explain/inspection';
import { type Assessment, assess } from '../../detector/report/severity';
import { t } from '../../shared/i18n';
import { closeUpSeries } from './closeUp';
import { heldBack } from './heldBack';
import type { InspectorProps } from './inspectorProps';
import { SimilarView } from './SimilarView';
import type { Answer } from './useInspection';
import { mergedSentences, verdictSentences } from './verdictSentences';
import { WhyView } from './WhyView';
import type { Wording } from './wording';

interface InspectionViewProps extends InspectorProps {
  readonly answer: Answer;
  readonly series: ChartSeries;
  readonly wording: Wording;
}

/** A jump shows the moment with as much of the series on either side. */
const JUMP_CONTEXT = 1;

/** The answer: sentences first, then the pictures of the chosen view. */
export function InspectionView(props: InspectionViewProps) {
  const { answer, series, inspected, settings, rules, markText, display, timeZone, wording } = props;
  const { onInspect, onShow, onClose } = props;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { inspection, request } = answer;
  const judged = request.series;

  const closeUp = useMemo(() => {
    const { sequences = [], heldBack = [] } = series.detection ?? {};
    const others = { sequences, heldBack, series: series.series };
    return closeUpSeries(inspection, series, judged, others);
  }, [inspection, series, judged]);
  const found = useMemo(() => assessmentOf(closeUp, inspection.at), [closeUp, inspection]);
  const sentences = useMemo(() => {
    const said = verdictSentences(inspection, { judged, settings, wording, markText });
    const shown = series.detection?.sequences.some((one) => overlaps(one, inspection.at));
    if (shown && inspection.verdict.sequence === null && rules.mergeWithin > 0) {
      return mergedSentences(inspection.verdict, rules);
    }
    const rule = found && shown === false ? heldBack(found, rules, wording) : null;
    return rule === null
      ? said
      : [t('inspector.held', 'Detected, but suppressed by a rule of this panel.'), rule, ...said];
  }, [inspection, judged, settings, wording, markText, series, found, rules]);

  const jump = ({ startTime, endTime }: Moment) => {
    const context = (endTime - startTime) * JUMP_CONTEXT;
    onShow({ from: startTime - context, to: endTime + context });
    // Where the drawer leaves nothing of the dashboard in sight, it gives way to what was asked for.
    if (window.innerWidth < theme.breakpoints.values.md) {
      onClose();
    }
  };

  return (
    <>
      <div role="status" className={styles.verdict}>
        <span className={styles.icon}>
          {found ? <SeverityIcon severity={found.severity} size={16} /> : <Icon name="info-circle" />}
        </span>
        <div>
          <p className={styles.headline}>{sentences[0]}</p>
          {sentences.length > 1 && <p className={styles.rest}>{sentences.slice(1).join(' ')}</p>}
        </div>
      </div>
      {inspected.view === 'why' ? (
        <WhyView
          inspection={inspection}
          closeUp={closeUp}
          judged={judged}
          settings={settings}
          display={display}
          wording={wording}
          timeZone={timeZone}
          onChoose={({ from, to }) => onInspect({ ...inspected, from, to, view: 'why' })}
          onJump={jump}
          onShow={onShow}
        />
      ) : (
        <SimilarView inspection={inspection} series={series} wording={wording} onJump={jump} />
      )}
    </>
  );
}

/** Of the sequence that was asked about; null where there is none. */
function assessmentOf({ detection, series }: ChartSeries, at: InspectedRange): Assessment | null {
  const sequence = detection?.sequences.find((one) => overlaps(one, at));
  return detection && sequence ? assess(series, detection, sequence) : null;
}

function overlaps(
  { startTime, endTime }: { startTime: number; endTime: number },
  { from, to }: InspectedRange
): boolean {
  return startTime <= to && endTime >= from;
}

const getStyles = (theme: GrafanaTheme2) => ({
  verdict: css({ display: 'flex', gap: theme.spacing(1) }),
  icon: css({ flexShrink: 0, lineHeight: `${theme.typography.h4.lineHeight}`, marginTop: 3 }),
  headline: css({ ...theme.typography.h4, margin: 0 }),
  rest: css({ margin: theme.spacing(0.5, 0, 0), color: theme.colors.text.secondary }),
});
