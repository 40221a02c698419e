import React, { useId, useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Button, Drawer, Icon, LoadingPlaceholder, useStyles2, useTheme2 } from '@grafana/ui';
import type { DisplayOptions } from '../../chart/display';
import type { ChartSeries } from '../../chart/drawing';
import type { ReportRules } from '../../detector/report';
import type { Series } from '../../detector/series';
import type { DetectorSettings } from '../../detector/settings';
import type { Teaching } from '../../detector/teaching';
import type { RememberedWindows } from '../../detector/warmMemory';
import { t } from '../../i18n';
import type { EngineChoice } from '../../worker/client';
import type { EngineStatus, InspectionRequest } from '../../worker/protocol';
import { FailureNotice } from '../FailureNotice';
import { InspectionView } from './InspectionView';
import { InspectorTabs, type InspectorView } from './InspectorTabs';
import { Provenance } from './Provenance';
import type { EarlierRange, ShownRange } from './rangeHistory';
import { useInspection } from './useInspection';
import { wordingOf } from './wording';

/** What is asked about: one series, and a point, a sequence or a selected stretch of it. Epoch milliseconds. */
export interface Inspected {
  readonly series: number;
  readonly from: number;
  readonly to: number;
  /** Which part is opened first. */
  readonly view: InspectorView;
}

export interface InspectorProps {
  readonly inspected: Inspected;
  /** As the panel draws it: its verdict without what the rules hold back. Null where the query brings it no longer. */
  readonly series: ChartSeries | null;
  /** What the verdict was given on: the visible rows with what came before them. */
  readonly judged: Series | null;
  /** The series' own. */
  readonly settings: DetectorSettings;
  readonly rules: ReportRules;
  readonly teaching: Teaching | undefined;
  readonly remembered?: RememberedWindows;
  /** What a mark says, by its id. */
  readonly markText: (id: string) => string | undefined;
  readonly engine: EngineChoice;
  /** Of the panel's latest verdict. */
  readonly engineStatus: EngineStatus | null;
  /** Who asks, as with the verdicts. */
  readonly panel: string;
  readonly display: DisplayOptions;
  readonly timeZone: TimeZone;
  readonly earlier: EarlierRange | null;
  readonly onInspect: (inspected: Inspected) => void;
  readonly onShow: (range: ShownRange) => void;
  readonly onClose: () => void;
}

/** Why a stretch was reported or was not, and which other moments are like it. */
export function Inspector(props: InspectorProps) {
  const { inspected, judged, engine, engineStatus, timeZone, earlier, onInspect, onClose } = props;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const viewId = useId();
  const series = useLastKnown(props.series);
  const request = useRequest(props);
  const { answer, failure, isLoading, isPast, retry } = useInspection(request, engine);
  const wording = useMemo(() => series && wordingOf(series.field, theme, timeZone), [series, theme, timeZone]);
  const { view } = inspected;

  return (
    <Drawer
      title={series?.name ?? t('inspector.title', 'Inspector')}
      subtitle={wording?.stretch(inspected.from, inspected.to)}
      size="md"
      onClose={onClose}
      tabs={<InspectorTabs view={view} panelId={viewId} onView={(next) => onInspect({ ...inspected, view: next })} />}
    >
      <div id={viewId} role="tabpanel" aria-busy={isLoading} className={styles.body} data-testid="residual-inspector">
        {earlier && (
          <div>
            <Button size="sm" variant="secondary" icon="arrow-left" onClick={earlier.goBack}>
              {earlier.label}
            </Button>
          </div>
        )}
        {isPast && (
          <p role="status" className={styles.note}>
            <Icon name="info-circle" />
            {props.series === null
              ? t('inspector.vanished', 'The query brings this series no longer. This is how it was when it did.')
              : t('inspector.past', 'The dashboard shows another time now. This is how it was when it showed this one.')}
          </p>
        )}
        {failure && <FailureNotice failure={failure} onRetry={retry} compact={false} />}
        {!answer && isLoading && <LoadingPlaceholder text={t('inspector.loading', 'Looking closely…')} />}
        {!answer && !isLoading && !failure && judged === null && (
          <p className={styles.note}>{t('inspector.gone', 'The query brings this series no longer.')}</p>
        )}
        {answer && series && wording && (
          <InspectionView {...props} answer={answer} series={series} wording={wording} onClose={onClose} />
        )}
        <Provenance engine={engineStatus} elapsedMs={answer?.elapsedMs ?? null} />
      </div>
    </Drawer>
  );
}

/** The same question as long as nothing in it changes, null where there is nothing to ask about. */
function useRequest(props: InspectorProps): InspectionRequest | null {
  const { inspected, judged, panel, remembered } = props;
  const settings = useSame(props.settings);
  const teaching = useSame(props.teaching);
  const { from, to } = inspected;
  const name = props.series?.name;
  return useMemo(
    () =>
      judged && name !== undefined
        ? { series: judged, settings, teaching, remembered, panel, name, at: { from, to } }
        : null,
    [judged, settings, teaching, remembered, panel, name, from, to]
  );
}

/** The earlier one of two plain values that say the same. */
function useSame<T>(value: T): T {
  const [kept, setKept] = useState(value);
  if (kept === value || JSON.stringify(kept) === JSON.stringify(value)) {
    return kept;
  }
  setKept(value);
  return value;
}

function useLastKnown<T>(value: T | null): T | null {
  const [kept, setKept] = useState(value);
  if (value !== null && value !== kept) {
    setKept(value);
  }
  return value ?? kept;
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
