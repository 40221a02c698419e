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
import { record } from '../../shared/record';
import { OptionReader } from './optionReader';
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
interface ReadOptions {
  readonly options: ResidualOptions;
  readonly notices: readonly string[];
}

/**
 * Reads options that may be missing, of another type or out of bounds. Never throws. Missing values silently take their
 * default; every other change adds a notice.
 */
export function readOptions(written: unknown): ReadOptions {
  const read = new OptionReader(written);
  const detection = readDetection(read.within('detection'));
  const options: ResidualOptions = {
    detection,
    report: readReport(read.within('report')),
    lookback: readLookback(read.within('lookback')),
    teaching: readLabels(read.within('teaching')),
    layout: readLayout(read.within('layout')),
    list: readList(read.within('list')),
    display: readDisplay(read.within('display')),
    engine: read.choice('engine', engineName(), engineChoices(), DEFAULT_OPTIONS.engine),
    legend: { ...DEFAULT_OPTIONS.legend, ...record(read.value('legend')) },
    tooltip: { ...DEFAULT_OPTIONS.tooltip, ...record(read.value('tooltip')) },
  };
  if (!Array.isArray(options.legend.calcs)) {
    options.legend.calcs = [];
  }
  return { options, notices: read.notices };
}

function readDetection(read: OptionReader): DetectorSettings {
  const { smoothing, memory } = DEFAULT_DETECTOR_SETTINGS;
  const texts = detectionTexts();
  const windowSize = read.windowSize('windowSize', texts.windowSize.name);
  const numbers = Object.fromEntries(
    numericSettings()
      .filter((key) => key !== 'windowSize')
      .map((key) => [key, read.number(key, texts[key].name, DETECTOR_BOUNDS[key])])
  ) as Record<Exclude<NumericSetting, 'windowSize'>, number>;
  return {
    ...DEFAULT_DETECTOR_SETTINGS,
    ...numbers,
    windowSize,
    smoothing: read.choice('smoothing', smoothingName(), smoothingChoices(), smoothing),
    memory: read.flag('memory', memoryName(), memory),
    sensitivity: readSensitivity(read),
  };
}

/** Exact numbers without a sensitivity imply the exact sensitivity. */
function readSensitivity(read: OptionReader): DetectorSettings['sensitivity'] {
  return read.value('sensitivity') === undefined && EXACT_SETTINGS.some((key) => read.value(key) !== undefined)
    ? 'exact'
    : read.choice('sensitivity', sensitivityName(), sensitivityChoices(), DEFAULT_DETECTOR_SETTINGS.sensitivity);
}

function readDisplay(read: OptionReader): DisplayOptions {
  const { showReconstruction, showErrorLane, showShading, shadingColor, reconstructionColor } = DEFAULT_DISPLAY;
  return {
    showReconstruction: read.flag(
      'showReconstruction',
      t('display.show-reconstruction', 'Show reconstruction'),
      showReconstruction
    ),
    showErrorLane: read.flag('showErrorLane', t('display.show-error-lane', 'Show error lane'), showErrorLane),
    showShading: read.flag('showShading', t('display.show-shading', 'Show shading'), showShading),
    shadingColorMode: readShadingColorMode(read),
    shadingColor: read.text('shadingColor', shadingColor),
    shadingOpacity: read.number(
      'shadingOpacity',
      t('display.shading-opacity', 'Shading opacity'),
      SHADING_OPACITY_BOUNDS
    ),
    reconstructionColorMode: read.value('reconstructionColorMode') === 'fixed' ? 'fixed' : 'same-hue',
    reconstructionColor: read.text('reconstructionColor', reconstructionColor),
  };
}

/** A dashboard with a colour but no mode is older than severity colours, and keeps its colour. */
function readShadingColorMode(read: OptionReader): DisplayOptions['shadingColorMode'] {
  if (read.value('shadingColorMode') === undefined && read.text('shadingColor', '') !== '') {
    return 'fixed';
  }
  const name = t('display.shading-color-mode', 'Shading colour');
  return read.choice('shadingColorMode', name, shadingColorModes(), DEFAULT_DISPLAY.shadingColorMode);
}
