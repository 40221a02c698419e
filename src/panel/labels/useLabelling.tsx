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
import { drawnMarks, notesOn } from './drawnLabels';
import type { Place } from './Floating';
import type { MarkKind } from './label';
import type { Marks } from './useLabels';

/** A stretch that a person has selected to speak about, epoch milliseconds. */
export interface Selected {
  readonly from: number;
  readonly to: number;
  /** Where it is known which one. */
  readonly series: number | null;
  readonly kind?: MarkKind;
  /** Where on the page it was selected; null where nobody knows. */
  readonly at: Place | null;
}

export interface Marking {
  readonly selected: Selected | null;
  readonly select: (selected: Selected | null) => void;
  /** What the chart needs so that marks are seen and made; `renderPinned` stands beside the panel's own buttons. */
  readonly actions: Required<Pick<ChartActions, 'onSelectRange' | 'notesOn' | 'renderOverlay' | 'renderPinned'>>;
}

interface MarkingInput {
  readonly marks: Marks;
  /** Names of the panel's series. */
  readonly names: readonly string[];
  /** As Grafana hands them to the panel beside its data. */
  readonly annotations: DataFrame[] | undefined;
  readonly timeZone: TimeZone;
}

/** Ties marks and annotations to the chart: how they are drawn, told of, selected and made. */
export function useMarking({ marks: { marks }, names, annotations, timeZone }: MarkingInput): Marking {
  const theme = useTheme2();
  const [selected, select] = useState<Selected | null>(null);
  const drawn = useMemo(() => drawnMarks(marks, names), [marks, names]);
  const foreign = useMemo(() => {
    // A mark has a shape of its own; the dashboard hands it over once more as an annotation.
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
      notesOn: (reading) => notesOn(reading, marks),
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
        const range = sequence ? { from: sequence.startTime, to: sequence.endTime } : { from: time, to: time };
        const mark = (kind: MarkKind) => (event: React.MouseEvent<HTMLElement>) => {
          const { left, top } = event.currentTarget.getBoundingClientRect();
          dismiss();
          select({ ...range, series: index, kind, at: { left, top } });
        };
        return (
          <>
            {sequence && (
              <Button size="sm" variant="secondary" icon={MARK_ICONS['false-alarm']} onClick={mark('false-alarm')}>
                {t('marks.kind-false-alarm', 'False alarm')}
              </Button>
            )}
            <Button size="sm" variant="secondary" icon={MARK_ICONS['left-out']} onClick={mark('left-out')}>
              {t('marks.leave-out', 'Leave out')}
            </Button>
          </>
        );
      },
    }),
    [marks, drawn, foreign, timeZone, selected, onMark]
  );
  return { selected, select, actions };
}

function rangeOf({ from, to }: { readonly from: number; readonly to: number }): { from: number; to: number } {
  return { from, to };
}
