import {
  LegendDisplayMode,
  type OptionsWithLegend,
  type OptionsWithTooltip,
  SortOrder,
  TooltipDisplayMode,
} from '@grafana/schema';
import { DEFAULT_DISPLAY, type DisplayOptions, SHADING_OPACITY_BOUNDS } from '../chart/display';
import { DEFAULT_DETECTOR_SETTINGS, DETECTOR_BOUNDS, type DetectorSettings } from '../detector/settings';
import type { EngineChoice } from '../worker/client';
import { t } from '../i18n';
import { ENGINE_CHOICES } from './engineChoice';
import { DEFAULT_LAYOUT, type LayoutOptions, readLayout } from './layout/layoutOptions';
import { DEFAULT_LIST, type ListOptions, readList } from './list/listOptions';
import { DEFAULT_LOOKBACK, type LookbackOptions, readLookback } from './lookback/lookbackOptions';
import { DEFAULT_TEACHING, type TeachingOptions, readTeaching } from './marks/teachingOptions';
import { type Choice, readChoice, readFlag, readNumber, readText, record } from './optionReaders';
import { DEFAULT_REPORT, type ReportOptions, readReport } from './reportOptions';
import { shadingColorModes } from './shadingColorModes';

/** Everything a person can set on the panel. What belongs to one series (unit, colour, line) is field config. */
export interface ResidualOptions extends OptionsWithLegend, OptionsWithTooltip {
  detection: DetectorSettings;
  report: ReportOptions;
  lookback: LookbackOptions;
  teaching: TeachingOptions;
  display: DisplayOptions;
  layout: LayoutOptions;
  list: ListOptions;
  engine: EngineChoice;
}

export const DEFAULT_OPTIONS: ResidualOptions = {
  detection: DEFAULT_DETECTOR_SETTINGS,
  report: DEFAULT_REPORT,
  lookback: DEFAULT_LOOKBACK,
  teaching: DEFAULT_TEACHING,
  display: DEFAULT_DISPLAY,
  layout: DEFAULT_LAYOUT,
  list: DEFAULT_LIST,
  engine: 'auto',
  legend: { showLegend: true, displayMode: LegendDisplayMode.List, placement: 'bottom', calcs: [] },
  tooltip: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
};

type NumericSetting = keyof typeof DETECTOR_BOUNDS;

/** Name and description of each number of the detector, for the editor and for the notices. */
export const DETECTION_TEXTS: Record<NumericSetting, { name: string; description: string }> = {
  windowSize: {
    name: 'Window size',
    description: 'Points the network sees at a time. About one period of the series works best.',
  },
  span: {
    name: 'Smoothing span',
    description: 'Span of the exponentially weighted mean over the error. Longer is calmer and wider.',
  },
  floor: {
    name: 'Noise floor',
    description: 'The threshold is never below this many times the greatest error that noise alone would reach.',
  },
  pruning: {
    name: 'Pruning (p)',
    description: 'Least relative step between the peaks of intervals. Higher keeps fewer; 0 keeps all.',
  },
  errorBuffer: {
    name: 'Error buffer',
    description: 'Points by which an anomalous point is widened to both sides before points join to an interval.',
  },
};

/** The numbers that one sensitivity stands for: offered where a person wants them exact. */
export const EXACT_SETTINGS: readonly NumericSetting[] = ['floor', 'pruning'];

export const SENSITIVITY_CHOICES: ReadonlyArray<Choice<DetectorSettings['sensitivity']>> = [
  { value: 'quiet', label: 'Quiet', description: 'Only what stands far out of the noise' },
  { value: 'balanced', label: 'Balanced', description: 'What most series want' },
  { value: 'keen', label: 'Keen', description: 'Finds more, and is wrong more often' },
  { value: 'exact', label: 'Exact', description: 'Noise floor and pruning as you set them' },
];

export const SMOOTHING_CHOICES: ReadonlyArray<Choice<DetectorSettings['smoothing']>> = [
  {
    value: 'two-sided',
    label: 'Two-sided',
    description: 'Looks ahead where there is something ahead: tighter intervals',
  },
  {
    value: 'causal',
    label: 'Causal',
    description: 'Looks back only, as in the paper: the error comes later and lasts longer',
  },
];

/** What is used in place of what was written, and one sentence for each value that was changed. */
export interface ReadOptions {
  readonly options: ResidualOptions;
  readonly notices: readonly string[];
}

/**
 * Reads options as a provisioned dashboard may hold them: missing, of another type, out of bounds. Never throws; a
 * missing value takes its default silently, any other change is told.
 */
export function readOptions(written: unknown): ReadOptions {
  const notices: string[] = [];
  const root = record(written);
  const detection = record(root.detection);
  const display = record(root.display);

  const numbers = Object.fromEntries(
    numericSettings().map((key) => [
      key,
      readNumber(DETECTION_TEXTS[key].name, detection[key], DETECTOR_BOUNDS[key], notices),
    ])
  ) as Record<NumericSetting, number>;

  const flag = (name: string, value: unknown, fallback: boolean) => readFlag(name, value, fallback, notices);
  const options: ResidualOptions = {
    detection: {
      ...DEFAULT_DETECTOR_SETTINGS,
      ...numbers,
      smoothing: readChoice(
        'Smoothing',
        detection.smoothing,
        SMOOTHING_CHOICES,
        DEFAULT_DETECTOR_SETTINGS.smoothing,
        notices
      ),
      memory: flag('Recall from memory', detection.memory, DEFAULT_DETECTOR_SETTINGS.memory),
      sensitivity: readSensitivity(detection, notices),
    },
    report: readReport(root.report, notices),
    lookback: readLookback(root.lookback, notices),
    teaching: readTeaching(root.teaching, notices),
    layout: readLayout(root.layout, notices),
    list: readList(root.list, notices),
    display: {
      showReconstruction: flag('Show reconstruction', display.showReconstruction, DEFAULT_DISPLAY.showReconstruction),
      showErrorLane: flag('Show error lane', display.showErrorLane, DEFAULT_DISPLAY.showErrorLane),
      showShading: flag('Show shading', display.showShading, DEFAULT_DISPLAY.showShading),
      shadingColorMode: readShadingColorMode(display, notices),
      shadingColor: readText(display.shadingColor, DEFAULT_DISPLAY.shadingColor),
      shadingOpacity: readNumber('Shading opacity', display.shadingOpacity, SHADING_OPACITY_BOUNDS, notices),
      reconstructionColorMode: display.reconstructionColorMode === 'fixed' ? 'fixed' : 'same-hue',
      reconstructionColor: readText(display.reconstructionColor, DEFAULT_DISPLAY.reconstructionColor),
    },
    engine: readChoice('Engine', root.engine, ENGINE_CHOICES, DEFAULT_OPTIONS.engine, notices),
    legend: { ...DEFAULT_OPTIONS.legend, ...record(root.legend) },
    tooltip: { ...DEFAULT_OPTIONS.tooltip, ...record(root.tooltip) },
  };
  if (!Array.isArray(options.legend.calcs)) {
    options.legend.calcs = [];
  }
  return { options, notices };
}

/** A dashboard that names a colour but no mode is from before there were levels, and keeps its colour. */
function readShadingColorMode(
  { shadingColorMode, shadingColor }: Record<string, unknown>,
  notices: string[]
): DisplayOptions['shadingColorMode'] {
  if (shadingColorMode === undefined && typeof shadingColor === 'string' && shadingColor !== '') {
    return 'fixed';
  }
  const name = t('display.shading-color-mode', 'Shading colour');
  return readChoice(name, shadingColorMode, shadingColorModes(), DEFAULT_DISPLAY.shadingColorMode, notices);
}

/** The detector's numbers in the order in which they were declared. */
export function numericSettings(): NumericSetting[] {
  return Object.keys(DETECTOR_BOUNDS).filter((key): key is NumericSetting => key in DETECTION_TEXTS);
}

/** A dashboard that was written by hand and names a number but no sensitivity means that number. */
function readSensitivity(detection: Record<string, unknown>, notices: string[]): DetectorSettings['sensitivity'] {
  const { sensitivity } = detection;
  if (sensitivity === undefined && EXACT_SETTINGS.some((key) => detection[key] !== undefined)) {
    return 'exact';
  }
  return readChoice('Sensitivity', sensitivity, SENSITIVITY_CHOICES, DEFAULT_DETECTOR_SETTINGS.sensitivity, notices);
}
