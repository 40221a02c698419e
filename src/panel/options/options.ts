import {
  LegendDisplayMode,
  type OptionsWithLegend,
  type OptionsWithTooltip,
  SortOrder,
  TooltipDisplayMode,
} from '@grafana/schema';
import { DEFAULT_DISPLAY, type DisplayOptions, SHADING_OPACITY_BOUNDS } from '../../chart/plot/display';
import { DEFAULT_DETECTOR_SETTINGS, DETECTOR_BOUNDS, type DetectorSettings } from '../../detector/settings';
import type { EngineChoice } from '../../worker/client';
import { t } from '../../shared/i18n';
import {
  type NumericSetting,
  detectionTexts,
  memoryName,
  numericSettings,
  sensitivityChoices,
  sensitivityName,
  smoothingChoices,
  smoothingName,
} from '../status/detectionTexts';
import { engineChoices, engineName } from './engineChoice';
import { DEFAULT_LAYOUT, type LayoutOptions, readLayout } from './layoutOptions';
import { DEFAULT_LIST, type ListOptions, readList } from './listOptions';
import { DEFAULT_LOOKBACK, type LookbackOptions, readLookback } from './lookbackOptions';
import { DEFAULT_LABELS, type LabelOptions, readLabels } from './labelOptions';
import { readChoice, readFlag, readNumber, readText, readWindowSize, record } from './optionReaders';
import { DEFAULT_REPORT, type ReportOptions, readReport } from './reportOptions';
import { shadingColorModes } from './shadingColorModes';

/** The panel's options. Settings of single series are field config. */
export interface ResidualOptions extends OptionsWithLegend, OptionsWithTooltip {
  detection: DetectorSettings;
  report: ReportOptions;
  lookback: LookbackOptions;
  teaching: LabelOptions;
  display: DisplayOptions;
  layout: LayoutOptions;
  list: ListOptions;
  engine: EngineChoice;
}

export const DEFAULT_OPTIONS: ResidualOptions = {
  detection: DEFAULT_DETECTOR_SETTINGS,
  report: DEFAULT_REPORT,
  lookback: DEFAULT_LOOKBACK,
  teaching: DEFAULT_LABELS,
  display: DEFAULT_DISPLAY,
  layout: DEFAULT_LAYOUT,
  list: DEFAULT_LIST,
  engine: 'auto',
  legend: { showLegend: true, displayMode: LegendDisplayMode.List, placement: 'bottom', calcs: [] },
  tooltip: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
};

/** Numbers that the editor offers only for the exact sensitivity. */
export const EXACT_SETTINGS: readonly NumericSetting[] = ['floor', 'pruning'];

/** The options to use, and one sentence for each changed value. */
export interface ReadOptions {
  readonly options: ResidualOptions;
  readonly notices: readonly string[];
}

/**
 * Reads options that may be missing, of another type or out of bounds. Never throws. Missing values silently take their
 * default; every other change adds a notice.
 */
export function readOptions(written: unknown): ReadOptions {
  const notices: string[] = [];
  const root = record(written);
  const detection = record(root.detection);
  const display = record(root.display);

  const texts = detectionTexts();
  const windowSize = readWindowSize(texts.windowSize.name, detection.windowSize, notices);
  const numbers = Object.fromEntries(
    numericSettings()
      .filter((key) => key !== 'windowSize')
      .map((key) => [key, readNumber(texts[key].name, detection[key], DETECTOR_BOUNDS[key], notices)])
  ) as Record<Exclude<NumericSetting, 'windowSize'>, number>;

  const flag = (name: string, value: unknown, fallback: boolean) => readFlag(name, value, fallback, notices);
  const options: ResidualOptions = {
    detection: {
      ...DEFAULT_DETECTOR_SETTINGS,
      ...numbers,
      windowSize,
      smoothing: readChoice(
        smoothingName(),
        detection.smoothing,
        smoothingChoices(),
        DEFAULT_DETECTOR_SETTINGS.smoothing,
        notices
      ),
      memory: flag(memoryName(), detection.memory, DEFAULT_DETECTOR_SETTINGS.memory),
      sensitivity: readSensitivity(detection, notices),
    },
    report: readReport(root.report, notices),
    lookback: readLookback(root.lookback, notices),
    teaching: readLabels(root.teaching, notices),
    layout: readLayout(root.layout, notices),
    list: readList(root.list, notices),
    display: {
      showReconstruction: flag(
        t('display.show-reconstruction', 'Show reconstruction'),
        display.showReconstruction,
        DEFAULT_DISPLAY.showReconstruction
      ),
      showErrorLane: flag(
        t('display.show-error-lane', 'Show error lane'),
        display.showErrorLane,
        DEFAULT_DISPLAY.showErrorLane
      ),
      showShading: flag(t('display.show-shading', 'Show shading'), display.showShading, DEFAULT_DISPLAY.showShading),
      shadingColorMode: readShadingColorMode(display, notices),
      shadingColor: readText(display.shadingColor, DEFAULT_DISPLAY.shadingColor),
      shadingOpacity: readNumber(
        t('display.shading-opacity', 'Shading opacity'),
        display.shadingOpacity,
        SHADING_OPACITY_BOUNDS,
        notices
      ),
      reconstructionColorMode: display.reconstructionColorMode === 'fixed' ? 'fixed' : 'same-hue',
      reconstructionColor: readText(display.reconstructionColor, DEFAULT_DISPLAY.reconstructionColor),
    },
    engine: readChoice(engineName(), root.engine, engineChoices(), DEFAULT_OPTIONS.engine, notices),
    legend: { ...DEFAULT_OPTIONS.legend, ...record(root.legend) },
    tooltip: { ...DEFAULT_OPTIONS.tooltip, ...record(root.tooltip) },
  };
  if (!Array.isArray(options.legend.calcs)) {
    options.legend.calcs = [];
  }
  return { options, notices };
}

/** A dashboard with a colour but no mode is older than severity colours, and keeps its colour. */
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

/** Exact numbers without a sensitivity imply the exact sensitivity. */
function readSensitivity(detection: Record<string, unknown>, notices: string[]): DetectorSettings['sensitivity'] {
  const { sensitivity } = detection;
  if (sensitivity === undefined && EXACT_SETTINGS.some((key) => detection[key] !== undefined)) {
    return 'exact';
  }
  return readChoice(
    sensitivityName(),
    sensitivity,
    sensitivityChoices(),
    DEFAULT_DETECTOR_SETTINGS.sensitivity,
    notices
  );
}
