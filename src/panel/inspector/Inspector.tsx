import type { TimeZone } from '@grafana/schema';
import type { DetectorSettings } from '../../detector/settings';
import type { Teaching } from '../../detector/teaching';
import type { Series } from '../../detector/series';
import type { EngineChoice } from '../../worker/client';
import type { PanelSeries } from '../frames';

/** What is asked about: one series, and a point, a sequence or a selected stretch of it. Epoch milliseconds. */
export interface Inspected {
  readonly series: number;
  readonly from: number;
  readonly to: number;
  /** Which part is opened first. */
  readonly view: 'why' | 'similar';
}

export interface InspectorProps {
  readonly inspected: Inspected;
  readonly series: PanelSeries;
  /** What the verdict was given on: the visible rows with what came before them. */
  readonly judged: Series;
  readonly settings: DetectorSettings;
  readonly teaching: Teaching | undefined;
  readonly engine: EngineChoice;
  readonly timeZone: TimeZone;
  readonly onInspect: (inspected: Inspected) => void;
  readonly onShow: (range: { from: number; to: number }) => void;
  readonly onClose: () => void;
}

/** Why a stretch was reported or was not, and which other moments are like it. */
export function Inspector(_props: InspectorProps) {
  return null;
}
