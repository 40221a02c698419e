import React, { useMemo } from 'react';
import { Button } from '@grafana/ui';
import type { ChartActions } from '../chart/plot/actions';
import { PointedLayer } from '../chart/selection/PointedLayer';
import { SequencesLayer } from '../chart/layers/SequencesLayer';
import { t } from '../shared/i18n';
import type { Inspected } from './inspector/useInspected';
import type { Labelling } from './labels/useLabelling';
import type { Anomaly } from './list/anomalies';

interface ChartActionsInput {
  readonly labelling: Labelling['actions'];
  readonly onInspect: (inspected: Inspected) => void;
  /** The anomaly to highlight. */
  readonly pointed: Anomaly | null;
  /** Whether the chart draws brackets that the user can click. */
  readonly hasBrackets: boolean;
}

/** The actions of the chart: label a range, and explain a verdict. */
export function useChartActions({ labelling, onInspect, pointed, hasBrackets }: ChartActionsInput): ChartActions {
  return useMemo(() => {
    const onAsk: ChartActions['onAsk'] = ({ series, from, to }) => onInspect({ series, from, to, view: 'why' });
    return {
      ...labelling,
      onAsk,
      renderOverlay: (config, only) => (
        <>
          {labelling.renderOverlay(config, only)}
          <PointedLayer
            config={config}
            pointed={pointed && (only ?? pointed.series) === pointed.series ? pointed.sequence : null}
          />
          {hasBrackets && (
            <SequencesLayer
              config={config}
              onAsk={(interval) => onAsk({ ...interval, series: only ?? interval.series })}
            />
          )}
        </>
      ),
      renderPinned: (point, dismiss) => {
        const { index, series: one, row, sequence } = point;
        const time = one.series.times[row];
        const { from, to } = sequence ?? { from: time, to: time };
        return (
          <>
            <Button
              size="sm"
              variant="secondary"
              onClick={() => {
                dismiss();
                onInspect({ series: index, from, to, view: 'why' });
              }}
            >
              {sequence ? t('inspector.why', 'Why?') : t('inspector.why-not', 'Why not?')}
            </Button>
            {labelling.renderPinned(point, dismiss)}
          </>
        );
      },
    };
  }, [labelling, onInspect, pointed, hasBrackets]);
}
