import React, { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { DataFrame } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Button, useTheme2 } from '@grafana/ui';
import type { ChartActions } from '../../chart/plot/actions';
import { readAnnotations } from '../../chart/layers/annotations';
import { AnnotationsLayer } from '../../chart/layers/annotationsLayer';
import { LABEL_ICONS } from '../../chart/layers/zones';
import { LabelsLayer } from '../../chart/layers/labelsLayer';
import { t } from '../../shared/i18n';
import type { Interval } from '../../detector/interval';
import { drawnLabels, notesOn } from './drawnLabels';
import type { Place } from './Floating';
import type { LabelKind } from './label';
import type { PanelLabels } from './useLabels';

/** A time range that the user selected, epoch milliseconds. */
export interface Selected {
  readonly from: number;
  readonly to: number;
  /** Index of the series, if known. */
  readonly series: number | null;
  readonly kind?: LabelKind;
  /** Position of the selection on the page; null if unknown. */
  readonly at: Place | null;
}

export interface Labelling {
  readonly selected: Selected | null;
  readonly select: (selected: Selected | null) => void;
  /** What the chart needs to show and create labels. */
  readonly actions: Required<Pick<ChartActions, 'onSelectRange' | 'notesOn' | 'renderOverlay' | 'renderPinned'>>;
}

interface LabellingInput {
  readonly labels: PanelLabels;
  readonly names: readonly string[];
  /** As Grafana passes them to the panel. */
  readonly annotations: DataFrame[] | undefined;
  readonly timeZone: TimeZone;
}

/** Connects labels and annotations to the chart: drawing, tooltips, selection and creation. */
export function useLabelling({ labels: { labels }, names, annotations, timeZone }: LabellingInput): Labelling {
  const theme = useTheme2();
  const [selected, select] = useState<Selected | null>(null);
  const drawn = useMemo(() => drawnLabels(labels, names), [labels, names]);
  const foreign = useMemo(() => {
    // The dashboard passes each label as an annotation too, but the chart draws labels separately.
    const own = new Set(labels.filter(({ removable }) => removable).map(({ id }) => id));
    return readAnnotations(annotations, theme).filter(({ id }) => !own.has(id));
  }, [annotations, theme, labels]);

  const onLabel = useCallback(
    (id: string, icon: DOMRect) => {
      const label = labels.find((one) => one.id === id);
      if (label) {
        const series = label.series === null ? null : names.indexOf(label.series);
        select({ ...rangeOf(label), series, kind: label.kind, at: { left: icon.left, top: icon.bottom } });
      }
    },
    [labels, names]
  );

  const actions = useMemo<Labelling['actions']>(
    () => ({
      onSelectRange: (range, at, series) => select({ ...range, series: series ?? null, at }),
      notesOn: (point) => notesOn(point, labels),
      renderOverlay: (config, only) => (
        <>
          <AnnotationsLayer
            config={config}
            annotations={foreign}
            timeZone={timeZone}
            withMarkers={only === undefined}
          />
          <LabelsLayer config={config} {...drawn} selected={selected} only={only} onLabel={onLabel} />
        </>
      ),
      renderPinned: ({ index, series, row, sequence }, dismiss): ReactNode => {
        const time = series.series.times[row];
        const { from, to } = sequence ?? { from: time, to: time };
        const label = (kind: LabelKind) => (event: React.MouseEvent<HTMLElement>) => {
          const { left, top } = event.currentTarget.getBoundingClientRect();
          dismiss();
          select({ from, to, series: index, kind, at: { left, top } });
        };
        return (
          <>
            {sequence && (
              <Button size="sm" variant="secondary" icon={LABEL_ICONS['false-alarm']} onClick={label('false-alarm')}>
                {t('marks.kind-false-alarm', 'False alarm')}
              </Button>
            )}
            <Button size="sm" variant="secondary" icon={LABEL_ICONS['left-out']} onClick={label('left-out')}>
              {t('marks.leave-out', 'Exclude')}
            </Button>
          </>
        );
      },
    }),
    [labels, drawn, foreign, timeZone, selected, onLabel]
  );
  return { selected, select, actions };
}

function rangeOf({ from, to }: Interval): Interval {
  return { from, to };
}
