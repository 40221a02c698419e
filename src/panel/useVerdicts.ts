import { useMemo, useState } from 'react';
import { LoadingState, type PanelData, type PanelProps } from '@grafana/data';
import type { ChartSeries } from '../chart/plot/plotModel';
import { type ReportRules, reported } from '../detector/report/report';
import { withSettled } from '../detector/report/settled';
import type { RememberedWindows } from '../detector/memory/warmMemory';
import type { Interval } from '../detector/interval';
import type { Labels } from '../detector/labels/labels';
import type { DetectorSettings } from '../detector/settings';
import type { LearningRequest } from '../worker/protocol';
import { comparedPeriods, withComparedPeriods } from '../data/compared/comparedPeriods';
import { type FramesReading, readFrames } from '../series/frames';
import { useCompleteness } from '../data/completeness/useCompleteness';
import { type Lookback, useLookback } from '../data/lookback/useLookback';
import { judgedRange } from './labels/judgedRange';
import { useGivenMemory, useLearning } from './labels/learntMemory';
import { memoryMismatchNotes } from './status/memoryMismatchNotes';
import { type PanelLabels, useLabels } from './labels/useLabels';
import type { ResidualOptions } from './options/options';
import type { DetectionContext } from './question';
import { type SeriesOptions, lookbackMode, newestRows, readSeriesOptions } from './options/readOptions';
import { type Analysis, useAnalysis } from './useAnalysis';

/** The steps from frames to verdicts. */
export interface Verdicts {
  readonly reading: FramesReading;
  readonly names: readonly string[];
  /** Field overrides per series. */
  readonly own: readonly SeriesOptions[];
  readonly lookback: Lookback;
  readonly labels: PanelLabels;
  readonly context: Required<Pick<DetectionContext, 'teachings' | 'remembered'>>;
  readonly analysis: Analysis;
  /** The series with the verdicts that the report rules keep. */
  readonly series: readonly ChartSeries[];
  readonly learn: () => void;
  /** Problems with the learnt memory, one sentence each. */
  readonly memoryNotes: readonly string[];
  /** Changed options of single series and an unreadable memory, one sentence each. */
  readonly notices: readonly string[];
}

type Shown = Pick<PanelProps, 'data' | 'id' | 'timeRange' | 'timeZone'>;

/** @param isVisible whether the panel is visible; null if that is unknown */
export function useVerdicts(
  { data, id, timeRange, timeZone }: Shown,
  options: ResidualOptions,
  isVisible: boolean | null
): Verdicts {
  const { detection: settings, engine, report, teaching } = options;
  const reading = useReading(data);
  const names = useMemo(() => reading.series.map(({ name }) => name), [reading]);
  const own = useMemo(() => reading.series.map(({ name, field }) => readSeriesOptions(name, field)), [reading]);
  const lookback = useLookback({ data, reading, mode: lookbackMode(options.lookback), isVisible });
  const completeness = useCompleteness(data, reading, lookback.contexts, newestRows(options.newest));
  const contexts = useMemo(() => withComparedPeriods(lookback.contexts, reading), [lookback.contexts, reading]);
  const periods = useMemo(() => comparedPeriods(reading), [reading]);
  const judged = useMemo(() => judgedRange(timeRange, contexts), [timeRange, contexts]);
  const labels = useLabels({ data, panelId: id, names, ...judged, timeZone, options: teaching });
  const [model, setModel] = useState<string | null>(null);
  const memory = useGivenMemory(teaching.learntMemory, settings.windowSize, model);

  const context = useMemo(
    () => ({
      contexts,
      completeness,
      overrides: own.some(({ detection }) => detection) ? own.map(({ detection }) => detection) : undefined,
      teachings: names.map((name, index) => withNormal(labels.labelsOf(name), periods[index])),
      remembered: names.map((name, index) => rememberedBy(own[index], memory.remembered.get(name))),
    }),
    [contexts, completeness, periods, names, labels, own, memory]
  );
  const isHeld = lookback.isHeld || memory.isHeld;
  const analysis = useAnalysis(reading.series, settings, { engine, isVisible, isHeld, context });
  const runs = analysis.result?.engine.model.sha256 ?? model;
  if (runs !== model) {
    setModel(runs);
  }

  const series = useReported(reading.series, analysis, report, own, options.newest.rows === 'provisional');
  const learning = useLearning(useLearningRequest(analysis, context, names, settings), engine);
  const outcomes = analysis.result?.outcomes;
  const memoryNotes = useMemo(
    () => [
      ...(learning.failed === null ? [] : [learning.failed]),
      ...memoryMismatchNotes(memory.remembered, names, outcomes ?? []),
    ],
    [memory, learning.failed, names, outcomes]
  );
  const notices = useMemo(
    () => [...own.flatMap((one) => one.notices), ...(memory.refused === null ? [] : [memory.refused])],
    [own, memory]
  );
  const { learn } = learning;
  return { reading, names, own, lookback, labels, context, analysis, series, learn, memoryNotes, notices };
}

/** The series of an answer. A stream changes its arrays in place, so each of its answers is read anew. */
function useReading(data: PanelData): FramesReading {
  const news = data.state === LoadingState.Streaming ? data : data.series;
  return useMemo(() => readFrames('series' in news ? news.series : news), [news]);
}

/** The labels of a series, and the period that it is compared with, which is a normal one. */
function withNormal(labels: Labels | undefined, period: Interval | null): Labels | undefined {
  return period === null
    ? labels
    : {
        excluded: labels?.excluded ?? [],
        falseAlarms: labels?.falseAlarms ?? [],
        normal: [...(labels?.normal ?? []), period],
      };
}

function useReported(
  series: FramesReading['series'],
  { detections }: Analysis,
  report: ReportRules,
  own: readonly SeriesOptions[],
  keepsProvisional: boolean
): ChartSeries[] {
  return useMemo(
    () =>
      series.map((one, index) => {
        const found = detections[index] ?? null;
        const settled = found && withSettled(found, one.series, keepsProvisional);
        return { ...one, detection: settled && reported(settled, one.series, { ...report, ...own[index].report }) };
      }),
    [series, detections, report, own, keepsProvisional]
  );
}

function useLearningRequest(
  { judged, leastStrides, panel }: Analysis,
  { overrides, teachings, remembered }: DetectionContext,
  names: readonly string[],
  settings: DetectorSettings
): LearningRequest {
  return useMemo(
    () => ({ series: judged, names, settings, overrides, teachings, remembered, leastStrides, panel }),
    [judged, names, settings, overrides, teachings, remembered, leastStrides, panel]
  );
}

/** The learnt windows of a series, unless an override sets another window size. */
function rememberedBy(
  { detection }: SeriesOptions,
  learnt: RememberedWindows | undefined
): RememberedWindows | undefined {
  const windowSize = detection?.windowSize ?? 'auto';
  return windowSize === 'auto' || windowSize === learnt?.windowSize ? learnt : undefined;
}
