import React, { useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { PanelProps } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { ErrorBoundaryAlert, useStyles2 } from '@grafana/ui';
import { isVisible } from '../chart/plot/plotModel';
import { ResidualChart } from '../chart/plot/ResidualChart';
import { t } from '../shared/i18n';
import { notLoaded } from '../worker/failure';
import { ExportMenu } from './export/ExportMenu';
import { FailureNotice } from './status/FailureNotice';
import { BackButton } from './inspector/BackButton';
import { useRangeHistory } from './inspector/rangeHistory';
import { useInspected } from './inspector/useInspected';
import { planLayout } from './planLayout';
import { LoadedPart } from './LoadedPart';
import { LazyAnomalyList } from './list/LazyAnomalyList';
import { LearnContext } from './labels/learntMemory';
import { markNotes } from './status/labelNotes';
import { lookbackNotes } from './status/lookbackNotes';
import { useMarking } from './labels/useLabelling';
import type { ResidualOptions } from './options/options';
import { readOptions } from './options/readOptions';
import { statusOf } from './status/status';
import { StatusLine } from './status/StatusLine';
import { type ChartActionsInput, useChartActions } from './useChartActions';
import { useVisible } from './useVisible';
import { useVerdicts } from './useVerdicts';

/** Below this size the status line is an icon, CSS pixels. */
const COMPACT_WIDTH = 320;
const COMPACT_HEIGHT = 160;

const loadInspector = async () => (await import(/* webpackChunkName: "inspector" */ './inspector/Inspector')).Inspector;
const loadRangeMenu = async () => (await import(/* webpackChunkName: "marking" */ './labels/RangeMenu')).RangeMenu;

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
  const { data, id, width, height, fieldConfig, timeRange, timeZone, onChangeTimeRange } = props;
  const styles = useStyles2(getStyles);
  const { options, notices } = useMemo(() => readOptions(props.options), [props.options]);
  const [element, setElement] = useState<HTMLElement | null>(null);
  const visible = useVisible(element, data.series);
  const verdicts = useVerdicts(props, options, visible);
  const { reading, names, own, lookback, marks, context, analysis, series, memoryNotes } = verdicts;
  const history = useRangeHistory(timeRange, timeZone, onChangeTimeRange);
  const { inspected, index: inspectedIndex, open: inspect, close: closeInspector } = useInspected(names);
  const marking = useMarking({ marks, names, annotations: data.annotations, timeZone });
  const plan = useMemo(
    () => planLayout(width, height, options.list.placement),
    [width, height, options.list.placement]
  );
  const status = useMemo(
    () =>
      statusOf({
        analysis,
        names,
        settings: options.detection,
        visible: series.filter(isVisible).length,
        unusable: reading.unusable,
        reported: series.map(({ detection }) => detection?.sequences.length ?? 0),
        listHidden: options.list.placement !== 'hidden' && plan.list === null,
        notices: [...notices, ...verdicts.notices],
        lookback: lookbackNotes(lookback, reading.series, timeRange.from.valueOf()),
        markNotes: [...markNotes(marks, analysis.detections), ...memoryNotes],
      }),
    [
      analysis,
      names,
      reading,
      series,
      options,
      notices,
      verdicts.notices,
      lookback,
      timeRange,
      plan,
      marks,
      memoryNotes,
    ]
  );
  const [pointed, setPointed] = useState<ChartActionsInput['pointed']>(null);
  const actions = useChartActions({
    marking: marking.actions,
    onInspect: inspect,
    pointed,
    hasBrackets: options.display.showShading,
  });

  if (reading.series.length === 0) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} needsTimeField needsNumberField />;
  }
  const settled = analysis.result !== null || analysis.failure !== null;
  const compact = width < COMPACT_WIDTH || height < COMPACT_HEIGHT;
  const exported = {
    title: props.replaceVariables(props.title),
    series,
    from: timeRange.from.valueOf(),
    to: timeRange.to.valueOf(),
  };
  const place = { dashboardUID: data.request?.dashboardUID ?? '', panelId: id };
  const asked = inspectedIndex === null ? null : series[inspectedIndex];
  return (
    <LearnContext.Provider value={analysis.result ? verdicts.learn : null}>
      <div
        ref={setElement}
        role="group"
        aria-label={t('panel.label', 'Anomaly detection: {{status}}', { status: status.line })}
        data-testid="residual-panel"
        className={plan.isBeside ? styles.beside : styles.panel}
      >
        <BackButton earlier={history.earlier} />
        <ResidualChart
          series={series}
          provisional={analysis.provisional || lookback.isLoading}
          settled={settled}
          arrangement={options.layout.arrangement}
          overview={options.layout.overview}
          display={options.display}
          legend={options.legend}
          legendVerdict={options.layout.legendVerdict}
          tooltip={options.tooltip}
          from={timeRange.from.valueOf()}
          to={timeRange.to.valueOf()}
          timeZone={timeZone}
          width={plan.chart.width}
          height={plan.chart.height}
          onZoom={onChangeTimeRange}
          actions={actions}
          status={
            <>
              <StatusLine status={status} compact={compact} />
              {!plan.list && !compact && <ExportMenu exported={exported} place={place} timeZone={timeZone} compact />}
            </>
          }
          lackOf={(file, error, retry) => (
            <FailureNotice failure={notLoaded(file, error)} onRetry={retry} compact={compact} />
          )}
          notice={
            analysis.failure && <FailureNotice failure={analysis.failure} onRetry={analysis.retry} compact={compact} />
          }
        />
        {plan.list && (
          <LazyAnomalyList
            {...exported}
            {...plan.list}
            place={place}
            timeZone={timeZone}
            settled={settled}
            onShow={history.show}
            onBack={history.earlier?.goBack ?? null}
            onInspect={inspect}
            onPoint={(anomaly) =>
              setPointed(
                anomaly && {
                  from: anomaly.sequence.startTime,
                  to: anomaly.sequence.endTime,
                  series: anomaly.series,
                }
              )
            }
            onMark={(kind, mark) => marks.add({ kind, ...mark, text: '' })}
          />
        )}
        {inspected && (
          <LoadedPart
            load={loadInspector}
            file="inspector.js"
            props={{
              inspected,
              series: asked,
              judged: inspectedIndex === null ? null : analysis.judged[inspectedIndex],
              settings: { ...options.detection, ...own[inspectedIndex ?? -1]?.detection },
              rules: { ...options.report, ...own[inspectedIndex ?? -1]?.report },
              teaching: asked ? marks.labelsOf(asked.name) : undefined,
              remembered: context.remembered[inspectedIndex ?? -1],
              markText: (id) => marks.marks.find((mark) => mark.id === id)?.text,
              engine: options.engine,
              engineStatus: analysis.result?.engine ?? null,
              leastStride: analysis.leastStrides[inspectedIndex ?? -1],
              panel: analysis.panel,
              display: options.display,
              timeZone,
              earlier: history.earlier,
              returnFocusTo: element,
              onInspect: inspect,
              onShow: history.show,
              onClose: closeInspector,
            }}
            onClose={closeInspector}
          />
        )}
        {marking.selected && (
          <LoadedPart
            load={loadRangeMenu}
            file="marking.js"
            props={{
              ...marking.selected,
              range: marking.selected,
              series: names[marking.selected.series ?? -1] ?? null,
              names,
              marks,
              timeZone,
              onSimilar: ({ from, to, series: index }) => inspect({ series: index, from, to, view: 'similar' }),
              onZoom: history.show,
              onClose: () => marking.select(null),
            }}
            onClose={() => marking.select(null)}
          />
        )}
      </div>
    </LearnContext.Provider>
  );
}

const getStyles = () => ({
  panel: css({ position: 'relative' }),
  beside: css({ position: 'relative', display: 'flex' }),
});
