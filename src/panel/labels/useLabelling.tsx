import React, { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { DataFrame } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Button, useTheme2 } from '@grafana/ui';
import type { ChartActions } from '../../chart/plot/actions';
import { readAnnotations } from '../../chart/layers/annotations';
import { AnnotationsLayer } from '../../chart/layers/annotationsLayer';
import { MARK_ICONS } from '../../chart/layers/markIcons';
import { MarksLayer } from '../../chart/layers/marksLayer';
import { t } from '../../shared/i18n';
import type { Interval } from '../../detector/interval';
import { drawnMarks, notesOn } from './drawnLabels';
import type { Place } from './Floating';
import type { MarkKind } from './label';
import type { Marks } from './useLabels';

/** A time range that the user selected, epoch milliseconds. */
export interface Selected {
  readonly from: number;
  readonly to: number;
  /** Index of the series, if known. */
  readonly series: number | null;
  readonly kind?: MarkKind;
  /** Position of the selection on the page; null if unknown. */
  readonly at: Place | null;
}

export interface Marking {
  readonly selected: Selected | null;
  readonly select: (selected: Selected | null) => void;
  /** What the chart needs to show and create marks. */
  readonly actions: Required<Pick<ChartActions, 'onSelectRange' | 'notesOn' | 'renderOverlay' | 'renderPinned'>>;
}

interface MarkingInput {
  readonly marks: Marks;
  readonly names: readonly string[];
  /** As Grafana passes them to the panel. */
  readonly annotations: DataFrame[] | undefined;
  readonly timeZone: TimeZone;
}

/** Connects marks and annotations to the chart: drawing, tooltips, selection and creation. */
export function useMarking({ marks: { marks }, names, annotations, timeZone }: MarkingInput): Marking {
  const theme = useTheme2();
  const [selected, select] = useState<Selected | null>(null);
  const drawn = useMemo(() => drawnMarks(marks, names), [marks, names]);
  const foreign = useMemo(() => {
    // The dashboard passes each mark as an annotation too, but the chart draws marks separately.
    const own = new Set(marks.filter(({ removable }) => removable).map(({ id }) => id));
    return readAnnotations(annotations, theme).filter(({ id }) => !own.has(id));
  }, [annotations, theme, marks]);

  const onMark = useCallback(
    (id: string, icon: DOMRect) => {
      const mark = marks.find((one) => one.id === id);
      if (mark) {
        const series = mark.series === null ? null : names.indexOf(mark.series);
        select({ ...rangeOf(mark), series, kind: mark.kind, at: { left: icon.left, top: icon.bottom } });
      }
    },
    [marks, names]
  );

  const actions = useMemo<Marking['actions']>(
    () => ({
      onSelectRange: (range, at, series) => select({ ...range, series: series ?? null, at }),
      notesOn: (point) => notesOn(point, marks),
      renderOverlay: (config, only) => (
        <>
          <AnnotationsLayer
            config={config}
            annotations={foreign}
            timeZone={timeZone}
            withMarkers={only === undefined}
          />
          <MarksLayer config={config} {...drawn} selected={selected} only={only} onMark={onMark} />
        </>
      ),
      renderPinned: ({ index, series, row, sequence }, dismiss): ReactNode => {
        const time = series.series.times[row];
        const { from, to } = sequence ?? { from: time, to: time };
        const mark = (kind: MarkKind) => (event: React.MouseEvent<HTMLElement>) => {
          const { left, top } = event.currentTarget.getBoundingClientRect();
          dismiss();
          select({ from, to, series: index, kind, at: { left, top } });
        };
        return (
          <>
            {sequence && (
              <Button size="sm" variant="secondary" icon={MARK_ICONS['false-alarm']} onClick={mark('false-alarm')}>
                {t('marks.kind-false-alarm', 'False alarm')}
              </Button>
            )}
            <Button size="sm" variant="secondary" icon={MARK_ICONS['left-out']} onClick={mark('left-out')}>
              {t('marks.leave-out', 'Exclude')}
            </Button>
          </>
        );
      },
    }),
    [marks, drawn, foreign, timeZone, selected, onMark]
  );
  return { selected, select, actions };
}

function rangeOf({ from, to }: Interval): Interval {
  return { from, to };
}
