import { createContext, useContext } from 'react';
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
import type { EarlierRange } from './rangeHistory';
import type { Inspected } from './useInspected';
import type { Wording } from './wording';
import type { Interval } from '../../detector/interval';

export interface InspectorProps {
  readonly inspected: Inspected;
  /** With the verdict as the panel draws it. Null if the query no longer returns the series. */
  readonly series: ChartSeries | null;
  /** The series that was judged: the visible rows and the look-back. */
  readonly judged: Series | null;
  /** With the overrides of the series. */
  readonly settings: DetectorSettings;
  readonly rules: ReportRules;
  readonly teaching: Labels | undefined;
  readonly remembered?: RememberedWindows;
  /** Least stride of the windows in the verdict, points. */
  readonly leastStride?: number;
  /** Returns the text of a label by its id. */
  readonly labelText: (id: string) => string | undefined;
  readonly engine: EngineChoice;
  /** From the panel's latest verdict. */
  readonly engineStatus: EngineStatus | null;
  /** Id of the panel, as in its analysis requests. */
  readonly panel: string;
  readonly display: DisplayOptions;
  readonly timeZone: TimeZone;
  readonly earlier: EarlierRange | null;
  /** Receives the focus on close if the button that opened the inspector is gone. */
  readonly returnFocusTo: HTMLElement | null;
  readonly onInspect: (inspected: Inspected) => void;
  readonly onShow: (range: Interval) => void;
  readonly onClose: () => void;
}

/** What the parts of the inspector share. */
interface InspectorState extends InspectorProps {
  /** The series when it was last available. */
  readonly series: ChartSeries;
  readonly wording: Wording;
}

export const InspectorContext = createContext<InspectorState | null>(null);

/** @throws outside of an inspector */
export function useInspector(): InspectorState {
  const state = useContext(InspectorContext);
  if (state === null) {
    throw new Error('This part belongs into an inspector');
  }
  return state;
}
