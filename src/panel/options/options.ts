import {
  LegendDisplayMode,
  type OptionsWithLegend,
  type OptionsWithTooltip,
  SortOrder,
  TooltipDisplayMode,
} from '@grafana/schema';
import { DEFAULT_DISPLAY, type DisplayOptions, SHADING_OPACITY_BOUNDS } from '../../chart/plot/display';
import { DEFAULT_REPORT_RULES, REPORT_BOUNDS, type ReportRules } from '../../detector/report/report';
import { DEFAULT_DETECTOR_SETTINGS, DETECTOR_BOUNDS, type DetectorSettings } from '../../detector/settings';
import { t } from '../../shared/i18n';
import type { EngineChoice } from '../../worker/client';
import { type Option, choice, color, flag, number, setting, slider, text } from './optionKinds';
import { duration, memoryText, recurringWindows, windowSize } from './ownKinds';

/** Options by key. */
type Group<Values> = { readonly [Key in keyof Values]-?: Option<Values[Key]> };

export type AnyGroup = Readonly<Record<string, Option<unknown>>>;

/** The values of a group of options. */
export type ValuesOf<Options> = {
  -readonly [Key in keyof Options]: Options[Key] extends Option<infer Value> ? Value : never;
};

type OfferedSettings = Omit<DetectorSettings, 'method'>;
type WritableRules = { -readonly [Key in keyof ReportRules]: ReportRules[Key] };

const sensitivities = () =>
  ({
    quiet: [
      t('detection.quiet', 'Quiet'),
      t('detection.quiet-description', 'Reports only clear deviations from the noise'),
    ],
    balanced: [t('detection.balanced', 'Balanced'), t('detection.balanced-description', 'Suits most series')],
    keen: [
      t('detection.keen', 'Keen'),
      t('detection.keen-description', 'Finds more anomalies, with more false alarms'),
    ],
  }) as const;

/** Numbers that the editor offers only for the exact sensitivity. */
const isExact: Option<number>['showIf'] = ({ detection }) => detection?.sensitivity === 'exact';

const detection = {
  sensitivity: choice({
    default: DEFAULT_DETECTOR_SETTINGS.sensitivity,
    texts: () => [
      t('series.sensitivity', 'Sensitivity'),
      t(
        'detection.sensitivity-description',
        'How much the panel reports: fewer false alarms on the left, fewer missed anomalies on the right.'
      ),
    ],
    choices: () => ({
      ...sensitivities(),
      exact: [
        t('detection.exact', 'Exact'),
        t('detection.exact-description', 'Uses the noise floor and pruning that you set'),
      ],
    }),
  }),
  windowSize: windowSize({
    bounds: DETECTOR_BOUNDS.windowSize,
    texts: () => [
      t('detection.window-size', 'Window size'),
      t(
        'detection.window-size-description',
        'Number of points that the network sees at a time. Auto uses about one period of each series, if it has a clear one.'
      ),
    ],
  }),
  span: setting({
    bounds: DETECTOR_BOUNDS.span,
    texts: () => [
      t('detection.span', 'Smoothing span'),
      t(
        'detection.span-description',
        'Span of the exponentially weighted mean of the error. A longer span makes the error smoother and its peaks wider.'
      ),
    ],
  }),
  floor: setting({
    bounds: DETECTOR_BOUNDS.floor,
    texts: () => [
      t('detection.floor', 'Noise floor'),
      t(
        'detection.floor-description',
        'Lower bound of the threshold, as a multiple of the largest error that noise alone reaches.'
      ),
    ],
    showIf: isExact,
  }),
  pruning: setting({
    bounds: DETECTOR_BOUNDS.pruning,
    texts: () => [
      t('detection.pruning', 'Pruning (p)'),
      t(
        'detection.pruning-description',
        'Minimum relative step between the peaks of intervals. A higher value keeps fewer intervals; 0 keeps all.'
      ),
    ],
    showIf: isExact,
  }),
  errorBuffer: setting({
    bounds: DETECTOR_BOUNDS.errorBuffer,
    texts: () => [
      t('detection.error-buffer', 'Error buffer'),
      t(
        'detection.error-buffer-description',
        'Number of points by which each anomalous point is dilated on both sides before neighbouring points merge into an interval.'
      ),
    ],
  }),
  smoothing: choice({
    default: DEFAULT_DETECTOR_SETTINGS.smoothing,
    texts: () => [
      t('detection.smoothing', 'Smoothing'),
      t('detection.smoothing-description', 'Whether the mean of the error also uses later points.'),
    ],
    choices: () => ({
      'two-sided': [
        t('detection.two-sided', 'Two-sided'),
        t('detection.two-sided-description', 'Also uses later errors, if there are any: tighter intervals'),
      ],
      causal: [
        t('detection.causal', 'Causal'),
        t(
          'detection.causal-description',
          'Uses past errors only, as in the paper; the error rises later and lasts longer'
        ),
      ],
    }),
  }),
  memory: flag({
    default: DEFAULT_DETECTOR_SETTINGS.memory,
    texts: () => [
      t('detection.memory', 'Recall from memory'),
      t(
        'detection.memory-description',
        'Compare each window with similar windows of the same series. If off, the network reconstructs each window on its own.'
      ),
    ],
  }),
} satisfies Group<OfferedSettings>;

const engine = choice<EngineChoice>({
  default: 'auto',
  editor: 'addSelect',
  texts: () => [
    t('engine.name', 'Engine'),
    t('engine.description', 'Where the network runs. The status in the corner shows the engine in use and the reason.'),
  ],
  choices: () => ({
    auto: [
      t('engine.auto', 'Automatic'),
      t('engine.auto-description', 'The fastest engine, measured once in each browser'),
    ],
    webgl: ['WebGL', t('engine.webgl-description', 'The graphics card')],
    wasm: ['WebAssembly', t('engine.wasm-description', 'The processor, up to four cores')],
    cpu: ['JavaScript', t('engine.cpu-description', 'Works in every browser, but is by far the slowest')],
  }),
});

/** Which of the detector's intervals to report. */
const report = {
  direction: choice({
    default: DEFAULT_REPORT_RULES.direction,
    texts: () => [
      t('report.direction', 'Direction'),
      t('report.direction-description', 'Whether the panel reports values above or below the reconstruction.'),
    ],
    choices: () => ({
      both: [
        t('report.direction-both', 'Both'),
        t('report.direction-both-description', 'Values higher or lower than expected'),
      ],
      above: [
        t('report.direction-above', 'Above'),
        t('report.direction-above-description', 'Only values higher than expected'),
      ],
      below: [
        t('report.direction-below', 'Below'),
        t('report.direction-below-description', 'Only values lower than expected'),
      ],
    }),
  }),
  leastDeviation: number({
    bounds: REPORT_BOUNDS.leastDeviation,
    texts: () => [
      t('report.least-deviation', 'Minimum deviation'),
      t(
        'report.least-deviation-description',
        'Minimum distance of the value from the reconstruction at the farthest point, in the unit of the series. 0 reports all.'
      ),
    ],
  }),
  leastLength: number({
    bounds: REPORT_BOUNDS.leastLength,
    texts: () => [
      t('report.least-length', 'Minimum length'),
      t(
        'report.least-length-description',
        'Minimum number of points of an anomaly. {{min}}–{{max}} points.',
        REPORT_BOUNDS.leastLength
      ),
    ],
  }),
  persistence: number({
    bounds: REPORT_BOUNDS.persistence,
    texts: () => [
      t('report.persistence', 'Persistence'),
      t(
        'report.persistence-description',
        'Minimum number of consecutive points with a smoothed error over its threshold. {{min}}–{{max}} points; 0 requires none.',
        REPORT_BOUNDS.persistence
      ),
    ],
  }),
  mergeWithin: number({
    bounds: REPORT_BOUNDS.mergeWithin,
    texts: () => [
      t('report.merge-within', 'Merge distance'),
      t(
        'report.merge-within-description',
        'The panel merges anomalies with at most this many points between them, and always those within one window. {{min}}–{{max}} points.',
        REPORT_BOUNDS.mergeWithin
      ),
    ],
  }),
} satisfies Group<WritableRules>;

/** How much data before the visible range the detector gets. */
const lookback = {
  mode: choice({
    default: 'auto',
    texts: () => [
      t('lookback.mode', 'Look-back'),
      t(
        'lookback.mode-description',
        'Query a longer range than the visible one so that the detector sees earlier data. The panel draws only the visible part.'
      ),
    ],
    choices: () => ({
      off: [t('lookback.mode-off', 'Off'), t('lookback.mode-off-description', 'Judge only the visible range')],
      auto: [
        t('lookback.mode-auto', 'Auto'),
        t('lookback.mode-auto-description', 'As long as the same verdict at every zoom requires'),
      ],
      fixed: [t('lookback.mode-fixed', 'Fixed'), t('lookback.mode-fixed-description', 'A duration of your choice')],
    }),
  }),
  /** For mode `fixed`: in Grafana's format, e.g. 6h or 2d. */
  duration: duration({
    default: '6h',
    texts: () => [
      t('lookback.duration', 'Look-back duration'),
      t('lookback.duration-description', 'Length of time before the visible range, e.g. 6h or 2d.'),
    ],
    showIf: ({ lookback }) => lookback?.mode === 'fixed',
  }),
};

/** Sources of labels for the detector. */
const teaching = {
  /** Read marks of this dashboard's annotations. */
  useMarks: flag({
    default: true,
    texts: () => [
      t('marks.use', 'Use labels'),
      t(
        'marks.use-description',
        'Use annotations on this dashboard with the tag residual as labels: normal, excluded or false alarm.'
      ),
    ],
  }),
  /** Tags, separated by commas. Annotations with one of them are excluded. */
  leaveOutTags: text({
    default: '',
    texts: () => [
      t('marks.tags', 'Exclude annotations'),
      t(
        'marks.tags-description',
        'Tags, separated by commas, e.g. deployment, incident. The panel excludes the time of annotations with any of these tags.'
      ),
    ],
  }),
  /** Recurring windows to exclude, one per line. */
  recurring: recurringWindows({
    texts: () => [
      t('marks.recurring', 'Recurring windows'),
      t(
        'marks.recurring-description',
        'Times to exclude, one per line, in the time zone of the dashboard: Sun 02:00-04:00, Mon-Fri 22:00-06:00, daily 03:00-03:30.'
      ),
    ],
  }),
  /** An exported memory, JSON. */
  learntMemory: memoryText({
    texts: () => [
      t('marks.memory', 'Learnt memory'),
      t(
        'marks.memory-description',
        'Normal windows from another time, exported from a panel. They help if the time range has little data.'
      ),
    ],
  }),
};

const hasReconstruction: Option<string>['showIf'] = ({ display }) => display?.showReconstruction !== false;
const hasShading: Option<string>['showIf'] = ({ display }) => display?.showShading !== false;

const display = {
  showReconstruction: flag({
    default: DEFAULT_DISPLAY.showReconstruction,
    texts: () => [
      t('display.reconstruction', 'Reconstruction'),
      t('display.reconstruction-description', 'Draw the expected values as a dashed line over the series.'),
      t('display.show-reconstruction', 'Show reconstruction'),
    ],
  }),
  reconstructionColorMode: choice({
    default: DEFAULT_DISPLAY.reconstructionColorMode,
    texts: () => [
      t('display.reconstruction-color-mode', 'Reconstruction colour'),
      t('display.reconstruction-color-mode-description', "A shade of the series' own hue, or one colour for all."),
    ],
    choices: () => ({
      'same-hue': [t('display.same-hue', 'Same hue')],
      fixed: [t('display.shading-fixed', 'Fixed')],
    }),
    showIf: hasReconstruction,
  }),
  reconstructionColor: color({
    default: DEFAULT_DISPLAY.reconstructionColor,
    texts: () => [t('display.reconstruction-color', 'Fixed reconstruction colour')],
    showIf: (written) => hasReconstruction(written) && written.display?.reconstructionColorMode === 'fixed',
  }),
  showErrorLane: flag({
    default: DEFAULT_DISPLAY.showErrorLane,
    texts: () => [
      t('display.error-lane', 'Error lane'),
      t(
        'display.error-lane-description',
        'Draw the smoothed error and its threshold below the series. Low panels omit it.'
      ),
      t('display.show-error-lane', 'Show error lane'),
    ],
  }),
  showShading: flag({
    default: DEFAULT_DISPLAY.showShading,
    texts: () => [
      t('display.shading', 'Shading'),
      t('display.shading-description', 'Shade every anomaly and draw a bracket over it.'),
      t('display.show-shading', 'Show shading'),
    ],
  }),
  shadingColorMode: choice({
    default: DEFAULT_DISPLAY.shadingColorMode,
    texts: () => [
      t('display.shading-color-mode', 'Shading colour'),
      t('display.shading-color-mode-description', 'The colour of each level of severity, or one for all.'),
    ],
    choices: () => ({
      severity: [
        t('display.shading-by-severity', 'By severity'),
        t('display.shading-by-severity-description', 'A colour for each of the four levels'),
      ],
      fixed: [t('display.shading-fixed', 'Fixed'), t('display.shading-fixed-description', 'One colour for all')],
    }),
    showIf: hasShading,
  }),
  shadingColor: color({
    default: DEFAULT_DISPLAY.shadingColor,
    texts: () => [t('display.shading-color', 'Fixed shading colour')],
    showIf: (written) => hasShading(written) && written.display?.shadingColorMode === 'fixed',
  }),
  shadingOpacity: slider({
    bounds: SHADING_OPACITY_BOUNDS,
    texts: () => [
      t('display.shading-opacity', 'Shading opacity'),
      `${SHADING_OPACITY_BOUNDS.min}–${SHADING_OPACITY_BOUNDS.max} %.`,
    ],
    showIf: hasShading,
  }),
} satisfies Group<DisplayOptions>;

const layout = {
  arrangement: choice({
    default: 'overlay',
    texts: () => [
      t('layout.arrangement', 'Arrangement'),
      t('layout.arrangement-description', 'How several series share the panel.'),
    ],
    choices: () => ({
      overlay: [t('layout.overlay', 'One chart'), t('layout.overlay-description', 'All series in one plot')],
      'small-multiples': [
        t('layout.small-multiples', 'Small multiples'),
        t('layout.small-multiples-description', 'A small plot for each series, most severe first'),
      ],
    }),
  }),
  /** One lane per series over the chart; auto shows them from a number of series on. */
  overview: choice({
    default: 'auto',
    texts: () => [
      t('layout.overview', 'Overview strip'),
      t('layout.overview-description', 'One lane per series above the chart, coloured by severity.'),
    ],
    choices: () => ({
      auto: [
        t('layout.overview-auto', 'Auto'),
        t('layout.overview-auto-description', 'If there are several series and enough room'),
      ],
      on: [t('layout.overview-on', 'On'), t('layout.overview-on-description', 'Always')],
      off: [t('layout.overview-off', 'Off'), t('layout.overview-off-description', 'Never')],
    }),
  }),
  /** Shows the verdict next to each name in the legend. */
  legendVerdict: flag({
    default: true,
    texts: () => [
      t('layout.legend-verdict', 'Verdict'),
      t(
        'layout.legend-verdict-description',
        'Number of anomalies, worst severity and anomaly peak beside each name. A table always shows them; a list shows them only for series with anomalies.'
      ),
    ],
    showIf: ({ legend }) => legend?.showLegend !== false,
  }),
};

const list = {
  placement: choice({
    default: 'hidden',
    texts: () => [
      t('list.placement', 'Anomaly list'),
      t('list.placement-description', 'Every anomaly with its series, start, duration, peak and severity.'),
    ],
    choices: () => ({
      hidden: [t('list.placement-hidden', 'Hidden'), t('list.placement-hidden-description', 'No list')],
      bottom: [t('list.placement-bottom', 'Bottom'), t('list.placement-bottom-description', 'Below the chart')],
      right: [t('list.placement-right', 'Right'), t('list.placement-right-description', 'Beside the chart')],
    }),
  }),
};

/** Every option of the panel by group, in the order of the editor. The reader, the editor and the defaults use this. */
export const OPTIONS = { detection, engine, report, lookback, teaching, display, layout, list };

/** Field overrides of one series. Exact numbers apply to all series, so no override offers them. */
export const SERIES_OPTIONS = {
  detection: {
    sensitivity: choice({
      default: 'balanced',
      texts: () => [
        t('series.sensitivity', 'Sensitivity'),
        t('series.sensitivity-description', 'How much the panel reports of this series.'),
      ],
      choices: sensitivities,
    }),
    windowSize: detection.windowSize,
    span: detection.span,
  },
  report: {
    direction: report.direction,
    leastDeviation: report.leastDeviation,
    leastLength: report.leastLength,
  },
};

export type LookbackOptions = ValuesOf<typeof lookback>;
export type LabelOptions = ValuesOf<typeof teaching>;
export type LayoutOptions = ValuesOf<typeof layout>;
export type ListOptions = ValuesOf<typeof list>;
/** Missing values come from the panel's options. */
export type SeriesConfig = Partial<ValuesOf<typeof SERIES_OPTIONS.detection> & ValuesOf<typeof SERIES_OPTIONS.report>>;

/** The panel's options. Settings of single series are field config. */
export interface ResidualOptions extends OptionsWithLegend, OptionsWithTooltip {
  detection: DetectorSettings;
  report: WritableRules;
  lookback: LookbackOptions;
  teaching: LabelOptions;
  display: DisplayOptions;
  layout: LayoutOptions;
  list: ListOptions;
  engine: EngineChoice;
}

export const DEFAULT_OPTIONS: ResidualOptions = {
  detection: defaultsOf(detection),
  report: defaultsOf(report),
  lookback: defaultsOf(lookback),
  teaching: defaultsOf(teaching),
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
