import React, { useMemo, useState } from 'react';
import type { PanelProps } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { ErrorBoundaryAlert } from '@grafana/ui';
import { isVisible } from '../chart/drawing';
import { ResidualChart } from '../chart/ResidualChart';
import { FailureNotice } from './FailureNotice';
import { readFrames } from './frames';
import { type ResidualOptions, readOptions } from './options';
import { statusOf } from './status';
import { StatusLine } from './StatusLine';
import { useAnalysis } from './useAnalysis';
import { useIsSeen } from './useIsSeen';

/** Below this the status is an icon, CSS pixels. */
const COMPACT_WIDTH = 320;
const COMPACT_HEIGHT = 160;

/** A fault in drawing stays in the panel: the rest of the dashboard goes on, and new data is another try. */
export function ResidualPanel(props: PanelProps<ResidualOptions>) {
  return (
    <ErrorBoundaryAlert title="Residual could not draw this" dependencies={[props.data, props.options]}>
      <PanelBody {...props} />
    </ErrorBoundaryAlert>
  );
}

function PanelBody(props: PanelProps<ResidualOptions>) {
  const { data, id, width, height, fieldConfig, timeRange, timeZone, onChangeTimeRange } = props;
  const { options, notices } = useMemo(() => readOptions(props.options), [props.options]);
  const reading = useMemo(() => readFrames(data.series), [data.series]);
  const [element, setElement] = useState<HTMLElement | null>(null);
  const isSeen = useIsSeen(element);
  const analysis = useAnalysis(reading.series, options.detection, { engine: options.engine, isSeen });

  const { detections } = analysis;
  const series = useMemo(
    () => reading.series.map((one, index) => ({ ...one, detection: detections[index] ?? null })),
    [reading, detections]
  );
  const status = useMemo(
    () =>
      statusOf({
        analysis,
        names: reading.series.map(({ name }) => name),
        recalledWindow: options.detection.memory ? options.detection.windowSize : null,
        visible: series.filter(isVisible).length,
        leftOut: reading.leftOut,
        notices,
      }),
    [analysis, reading, series, options, notices]
  );

  if (reading.series.length === 0) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} needsTimeField needsNumberField />;
  }
  const compact = width < COMPACT_WIDTH || height < COMPACT_HEIGHT;
  return (
    <div ref={setElement} role="group" aria-label={`Anomaly detection: ${status.line}`} data-testid="residual-panel">
      <ResidualChart
        series={series}
        frames={reading.frames}
        provisional={analysis.provisional}
        display={options.display}
        legend={options.legend}
        tooltip={options.tooltip}
        from={timeRange.from.valueOf()}
        to={timeRange.to.valueOf()}
        timeZone={timeZone}
        width={width}
        height={height}
        onZoom={onChangeTimeRange}
        status={<StatusLine status={status} compact={compact} />}
        notice={
          analysis.failure && <FailureNotice failure={analysis.failure} onRetry={analysis.retry} compact={compact} />
        }
      />
    </div>
  );
}
