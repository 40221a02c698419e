import React, { useMemo, useState } from 'react';
import type { TimeZone } from '@grafana/schema';
import { Alert, Button, Modal, useTheme2 } from '@grafana/ui';
import type { ChartSeries } from '../../chart/plot/plotModel';
import { t } from '../../shared/i18n';
import { DEFAULT_ORDER, anomaliesOf, sorted } from '../list/anomalies';
import { rowLabel, textsOf } from '../list/anomalyTexts';
import { type Annotated, type AnnotationPlace, annotateAnomalies } from './annotateAnomalies';

/** More annotations would clutter the dashboard. The most severe anomalies are written. */
const MAX_AT_ONCE = 200;

interface AnnotateDialogProps {
  readonly series: readonly ChartSeries[];
  readonly place: AnnotationPlace;
  readonly timeZone: TimeZone;
  readonly onClose: () => void;
}

/** Asks before it writes annotations, then shows the progress and the outcome. */
export function AnnotateDialog({ series, place, timeZone, onClose }: AnnotateDialogProps) {
  const theme = useTheme2();
  const all = useMemo(() => sorted(anomaliesOf(series), DEFAULT_ORDER), [series]);
  const chosen = all.slice(0, MAX_AT_ONCE);
  const [done, setDone] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<Annotated | null>(null);
  const isBusy = done !== null && outcome === null;
  const isDone = outcome !== null && outcome.refused === null;

  const write = async () => {
    setOutcome(null);
    setDone(0);
    const notes = chosen.map((anomaly) => ({
      series: anomaly.name,
      from: anomaly.sequence.from,
      to: anomaly.sequence.to,
      text: rowLabel(anomaly.name, textsOf(anomaly, theme, timeZone)),
    }));
    setOutcome(await annotateAnomalies(notes, place, setDone));
  };

  return (
    <Modal
      title={t('export.annotate-title', 'Save anomalies as annotations')}
      isOpen
      onDismiss={onClose}
      closeOnBackdropClick={!isBusy}
    >
      <Question count={chosen.length} all={all.length} />
      <div role="status">
        {isBusy &&
          t('export.annotate-progress', 'Writing {{done}} of {{count}}', { done: done + 1, count: chosen.length })}
        {outcome && <Outcome {...outcome} />}
      </div>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onClose}>
          {isDone ? t('export.close', 'Close') : t('export.cancel', 'Cancel')}
        </Button>
        {!isDone && (
          <Button onClick={() => void write()} disabled={isBusy || chosen.length === 0}>
            {t('export.annotate-confirm', 'Write annotations')}
          </Button>
        )}
      </Modal.ButtonRow>
    </Modal>
  );
}

function Question({ count, all }: { readonly count: number; readonly all: number }) {
  return (
    <>
      <p>
        {t(
          'export.annotate-question',
          'This writes an annotation to this dashboard for each of {{count}} anomalies. Each has the tags residual, residual:anomaly and the name of its series. Existing annotations are not written again.',
          {
            count,
            defaultValue_one:
              'This writes an annotation to this dashboard for {{count}} anomaly. It has the tags residual, residual:anomaly and the name of its series. An existing annotation is not written again.',
          }
        )}
      </p>
      {all > count && (
        <p>{t('export.annotate-cap', 'These are the {{count}} most severe of {{all}}.', { count, all })}</p>
      )}
    </>
  );
}

function Outcome({ added, present, refused }: Annotated) {
  const title =
    refused !== null && added === 0
      ? t('export.annotate-refused', 'Nothing was written')
      : t('export.annotate-outcome', '{{added}} written, {{present}} already there', { added, present });
  return (
    <Alert severity={refused === null ? 'success' : 'error'} title={title}>
      {refused}
    </Alert>
  );
}
