import {
  LegendDisplayMode,
  type OptionsWithLegend,
  type OptionsWithTooltip,
  SortOrder,
  TooltipDisplayMode,
} from '@grafana/schema';
import type { DisplayOptions } from '../../chart/plot/display';
import type { DetectorSettings } from '../../detector/settings';
import type { EngineChoice } from '../../worker/client';
import { SERIES_OPTIONS, detection, engine, newest, report } from './detectionOptions';
import { display, layout, list } from './displayOptions';
import { labels, lookback } from './memoryOptions';
import type { AnyGroup, ValuesOf } from './optionKinds';

/** Every option of the panel by group, in the order of the editor. The reader, the editor and the defaults use this. */
export const OPTIONS = { detection, engine, newest, report, lookback, teaching: labels, display, layout, list };

/** Which of the detector's intervals to report. Field overrides take precedence. */
type ReportOptions = ValuesOf<typeof report>;
export type NewestOptions = ValuesOf<typeof newest>;
export type LookbackOptions = ValuesOf<typeof lookback>;
export type LabelOptions = ValuesOf<typeof labels>;
export type LayoutOptions = ValuesOf<typeof layout>;
export type ListOptions = ValuesOf<typeof list>;
/** Missing values come from the panel's options. */
export type SeriesConfig = Partial<ValuesOf<typeof SERIES_OPTIONS.detection> & ValuesOf<typeof SERIES_OPTIONS.report>>;

/** The panel's options. Settings of single series are field config. */
export interface ResidualOptions extends OptionsWithLegend, OptionsWithTooltip {
  detection: DetectorSettings;
  newest: NewestOptions;
  report: ReportOptions;
  lookback: LookbackOptions;
  teaching: LabelOptions;
  display: DisplayOptions;
  layout: LayoutOptions;
  list: ListOptions;
  engine: EngineChoice;
}

export const DEFAULT_OPTIONS: ResidualOptions = {
  detection: defaultsOf(detection),
  newest: defaultsOf(newest),
  report: defaultsOf(report),
  lookback: defaultsOf(lookback),
  teaching: defaultsOf(labels),
  display: defaultsOf(display),
  layout: defaultsOf(layout),
  list: defaultsOf(list),
  engine: engine.default,
  legend: { showLegend: true, displayMode: LegendDisplayMode.List, placement: 'bottom', calcs: [] },
  tooltip: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
};

function defaultsOf<Options extends AnyGroup>(options: Options): ValuesOf<Options> {
  return Object.fromEntries(Object.entries(options).map(([key, one]) => [key, one.default])) as ValuesOf<Options>;
}
