import React, { useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import type { ChartSeries } from '../../chart/plot/plotModel';
import { t } from '../../shared/i18n';
import type { InspectionRequest } from '../../worker/protocol';
import { FailureNotice } from '../status/FailureNotice';
import { InspectionView } from './InspectionView';
import type { InspectorProps } from './inspectorProps';
import { Provenance } from './Provenance';
import { useInspection } from './useInspection';
import type { Wording } from './wording';

interface InspectorBodyProps extends InspectorProps {
  /** The series when it was last available. */
  readonly lastSeries: ChartSeries;
  readonly wording: Wording;
}

/** Inspects the open range and shows the answer, or why there is none. */
export function InspectorBody(props: InspectorBodyProps) {
  const { lastSeries, wording, engine, engineStatus, earlier } = props;
  const styles = useStyles2(getStyles);
  const request = useRequest(props);
  const { answer, failure, isLoading, isPast, retry } = useInspection(request, engine);
  return (
    <div className={styles.body} aria-busy={isLoading}>
      {earlier && (
        <div>
          <Button size="sm" variant="secondary" icon="arrow-left" onClick={earlier.goBack}>
            {earlier.label}
          </Button>
        </div>
      )}
      {request === null && (
        <p role="status" className={styles.note}>
          <Icon name="info-circle" />
          {t(
            'inspector.vanished',
            'The query no longer returns this series. The inspector still shows the earlier result.'
          )}
        </p>
      )}
      {request !== null && isPast && (
        <p role="status" className={styles.note}>
          <Icon name="info-circle" />
          {t('inspector.past', "The dashboard's time range has changed. The inspector still shows the earlier result.")}
        </p>
      )}
      {failure && <FailureNotice failure={failure} onRetry={retry} compact={false} />}
      {!answer && isLoading && <LoadingPlaceholder text={t('inspector.loading', 'Inspecting…')} />}
      {answer && <InspectionView {...props} answer={answer} series={lastSeries} wording={wording} />}
      <Provenance
        engine={engineStatus}
        elapsedMs={answer?.elapsedMs ?? null}
        windowSize={answer?.inspection.windowSize ?? null}
      />
    </div>
  );
}

/** Returns the same request until its content changes; null if the series is gone. */
function useRequest(props: InspectorProps): InspectionRequest | null {
  const { inspected, judged, leastStride, panel, remembered } = props;
  const settings = useSame(props.settings);
  const teaching = useSame(props.teaching);
  const { from, to } = inspected;
  const name = props.series?.name;
  return useMemo(
    () =>
      judged && name !== undefined
        ? { series: judged, settings, teaching, remembered, leastStride, panel, name, at: { from, to } }
        : null,
    [judged, settings, teaching, remembered, leastStride, panel, name, from, to]
  );
}

/** Returns the earlier of two plain values with the same content. */
function useSame<T>(value: T): T {
  const [kept, setKept] = useState(value);
  if (kept === value || JSON.stringify(kept) === JSON.stringify(value)) {
    return kept;
  }
  setKept(value);
  return value;
}

const getStyles = (theme: GrafanaTheme2) => ({
  body: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0 }),
  note: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: 0,
    color: theme.colors.text.secondary,
  }),
});
