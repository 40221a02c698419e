import type { TimeZone } from '@grafana/schema';
import type { DisplayOptions } from '../../chart/plot/display';
import type { ChartSeries } from '../../chart/plot/plotModel';
import type { ReportRules } from '../../detector/report/report';
import type { Series } from '../../detector/series';
import type { DetectorSettings } from '../../detector/settings';
import type { Labels } from '../../detector/labels/labels';
import type { RememberedWindows } from '../../detector/memory/warmMemory';
import type { EngineChoice } from '../../worker/client';
import type { EngineStatus } from '../../worker/protocol';
import type { InspectorView } from './InspectorTabs';
import type { EarlierRange, ShownRange } from './rangeHistory';

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
  readonly teaching: Labels | undefined;
  readonly remembered?: RememberedWindows;
  /** Points by which the windows moved at least when the verdict was given. */
  readonly leastStride?: number;
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
  /** Holds what gets the focus when the button that opened the inspector is gone by then. */
  readonly returnFocusTo: HTMLElement | null;
  readonly onInspect: (inspected: Inspected) => void;
  readonly onShow: (range: ShownRange) => void;
  readonly onClose: () => void;
}
