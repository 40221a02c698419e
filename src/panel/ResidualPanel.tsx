import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { PanelProps } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { ErrorBoundaryAlert, useStyles2 } from '@grafana/ui';
import { ResidualChart } from '../chart/plot/ResidualChart';
import type { FramesReading } from '../series/frames';
import { t } from '../shared/i18n';
import { notLoaded } from '../worker/failure';
import { ExportMenu } from './export/ExportMenu';
import { BackButton } from './inspector/BackButton';
import { LearnContext } from './labels/learntMemory';
import type { Anomaly } from './list/anomalies';
import { LazyAnomalyList } from './list/LazyAnomalyList';
import type { ResidualOptions } from './options/options';
import { PanelDialogs } from './PanelDialogs';
import { FailureNotice } from './status/FailureNotice';
import { StatusLine } from './status/StatusLine';
import { useChartActions } from './useChartActions';
import { type PanelState, usePanel } from './usePanel';

/** Keeps a rendering error inside the panel. New data or options render it again. */
export function ResidualPanel(props: PanelProps<ResidualOptions>) {
  return (
    <ErrorBoundaryAlert
      title={t('panel.not-drawn', 'Residual could not draw the chart')}
      dependencies={[props.data, props.options]}
    >
      <PanelBody {...props} />
    </ErrorBoundaryAlert>
  );
}

function PanelBody(props: PanelProps<ResidualOptions>) {
  const { data, id, fieldConfig } = props;
  const styles = useStyles2(getStyles);
  const { setElement, ...panel } = usePanel(props);
  const { series, analysis, status, plan, history, inspection, labels, timeZone } = panel;
  const [pointed, setPointed] = useState<Anomaly | null>(null);
  if (series.length === 0) {
    const message = frameMessage(panel.reading);
    const found = { panelId: id, data, fieldConfig, message };
    return <PanelDataErrorView {...found} needsTimeField needsNumberField />;
  }
  return (
    <LearnContext.Provider value={analysis.result ? panel.learn : null}>
      <div
        ref={setElement}
        role="group"
        aria-label={t('panel.label', 'Anomaly detection: {{status}}', { status: status.line })}
        data-testid="residual-panel"
        className={plan.isBeside ? styles.beside : styles.panel}
      >
        <BackButton earlier={history.earlier} />
        <Chart panel={panel} pointed={pointed} />
        {plan.list && (
          <LazyAnomalyList
            {...panel.exported}
            {...plan.list}
            place={panel.place}
            timeZone={timeZone}
            settled={panel.settled}
            onShow={history.show}
            onBack={history.earlier?.goBack ?? null}
            onInspect={inspection.open}
            onPoint={setPointed}
            onLabel={(kind, label) => labels.add({ kind, ...label, text: '' })}
          />
        )}
        <PanelDialogs panel={panel} />
      </div>
    </LearnContext.Provider>
  );
}

/** What is wrong with a frame and what to do. Undefined if Grafana's own message says it all. */
function frameMessage({ unusable }: FramesReading): string | undefined {
  const frame = unusable.find(({ isFrame }) => isFrame);
  return frame && `${frame.name}: ${frame.reason}`;
}

interface ChartProps {
  readonly panel: PanelState;
  /** The anomaly that the user points at in the list. */
  readonly pointed: Anomaly | null;
}

function Chart({ panel, pointed }: ChartProps) {
  const { analysis, lookback, options, exported, plan, place, timeZone, compact } = panel;
  const actions = useChartActions({
    labelling: panel.labelling.actions,
    onInspect: panel.inspection.open,
    pointed,
    hasBrackets: options.display.showShading,
  });
  const failure = analysis.failure && { failure: analysis.failure, onRetry: analysis.retry };
  return (
    <ResidualChart
      {...exported}
      {...options.layout}
      {...plan.chart}
      compared={panel.compared}
      provisional={analysis.provisional || lookback.isLoading}
      settled={panel.settled}
      display={options.display}
      legend={options.legend}
      tooltip={options.tooltip}
      timeZone={timeZone}
      onZoom={panel.onZoom}
      actions={actions}
      status={
        <>
          <StatusLine status={panel.status} notes={panel.statusNotes} compact={compact} />
          {!plan.list && !compact && <ExportMenu exported={exported} place={place} timeZone={timeZone} compact />}
        </>
      }
      lackOf={(file, error, retry) => (
        <FailureNotice failure={notLoaded(file, error)} onRetry={retry} compact={compact} />
      )}
      notice={failure && <FailureNotice {...failure} compact={compact} />}
    />
  );
}

const getStyles = () => ({
  panel: css({ position: 'relative' }),
  beside: css({ position: 'relative', display: 'flex' }),
});
