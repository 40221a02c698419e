import { useMemo, useState } from 'react';
import type { PanelProps } from '@grafana/data';
import { isVisible } from '../chart/plot/plotModel';
import { useRangeHistory } from './inspector/rangeHistory';
import { useInspected } from './inspector/useInspected';
import { useLabelling } from './labels/useLabelling';
import type { FramesReading } from '../series/frames';
import type { ResidualOptions } from './options/options';
import { readOptions } from './options/readOptions';
import { planLayout } from './planLayout';
import { labelNotes } from './status/labelNotes';
import { statusOf } from './status/status';
import type { PanelNotesInput } from './status/statusNotes';
import { useVerdicts } from './useVerdicts';
import { useVisible } from './useVisible';

/** Below this size the status line is an icon, CSS pixels. */
const COMPACT_WIDTH = 320;
const COMPACT_HEIGHT = 160;

/** The number of times that have several values, in all series. */
function conflictsIn({ series }: FramesReading): number {
  return series.reduce((sum, { conflicts = 0 }) => sum + conflicts, 0);
}

/** What the parts of a panel share: chart, list, inspector and menus. */
export type PanelState = Omit<ReturnType<typeof usePanel>, 'setElement'>;

export function usePanel(props: PanelProps<ResidualOptions>) {
  const { data, id, width, height, timeRange, timeZone, onChangeTimeRange } = props;
  const { options, notices } = useMemo(() => readOptions(props.options), [props.options]);
  const [element, setElement] = useState<HTMLElement | null>(null);
  const verdicts = useVerdicts(props, options, useVisible(element, data.series));
  const { reading, names, lookback, labels, analysis, series, memoryNotes } = verdicts;
  const { placement } = options.list;
  const plan = useMemo(() => planLayout(width, height, placement), [width, height, placement]);
  const isListHidden = placement !== 'hidden' && plan.list === null;
  const from = timeRange.from.valueOf();
  const allNotices = useMemo(() => [...notices, ...verdicts.notices], [notices, verdicts.notices]);
  const reported = useMemo(() => series.map(({ detection }) => detection?.sequences.length ?? 0), [series]);
  const { unusable } = reading;
  const status = useMemo(
    () => statusOf({ analysis, names, unusable, reported, notices: allNotices }),
    [analysis, names, unusable, reported, allNotices]
  );
  const statusNotes: PanelNotesInput = useMemo(
    () => ({
      analysis,
      names,
      unusable,
      reported,
      notices: allNotices,
      settings: options.detection,
      visible: series.filter(isVisible).length,
      compared: reading.compared.length,
      conflicts: conflictsIn(reading),
      listHidden: isListHidden,
      lookedBack: lookback,
      shown: series,
      from,
      labelNotes: [...labelNotes(labels, analysis.detections), ...memoryNotes],
    }),
    [
      analysis,
      names,
      unusable,
      reported,
      allNotices,
      options,
      series,
      reading,
      isListHidden,
      lookback,
      from,
      labels,
      memoryNotes,
    ]
  );
  return {
    ...verdicts,
    compared: useMemo(() => reading.compared.map((one) => ({ ...one, detection: null })), [reading]),
    options,
    timeZone,
    element,
    setElement,
    plan,
    status,
    statusNotes,
    history: useRangeHistory(timeRange, timeZone, onChangeTimeRange),
    inspection: useInspected(names),
    labelling: useLabelling({ labels, names, annotations: data.annotations, timeZone }),
    settled: analysis.result !== null || analysis.failure !== null,
    compact: width < COMPACT_WIDTH || height < COMPACT_HEIGHT,
    onZoom: onChangeTimeRange,
    exported: {
      title: props.replaceVariables(props.title),
      series,
      from,
      to: timeRange.to.valueOf(),
    },
    place: { dashboardUID: data.request?.dashboardUID ?? '', panelId: id },
  };
}
