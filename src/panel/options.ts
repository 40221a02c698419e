import {
  LegendDisplayMode,
  type OptionsWithLegend,
  type OptionsWithTooltip,
  SortOrder,
  TooltipDisplayMode,
} from '@grafana/schema';
import { DEFAULT_DISPLAY, type DisplayOptions, SHADING_OPACITY_BOUNDS } from '../chart/display';
import {
  DEFAULT_DETECTOR_SETTINGS,
  DETECTOR_BOUNDS,
  type DetectorSettings,
  type SettingBounds,
} from '../detector/settings';

/** Everything a person can set on the panel. What belongs to one series (unit, colour, line) is field config. */
export interface ResidualOptions extends OptionsWithLegend, OptionsWithTooltip {
  detection: DetectorSettings;
  display: DisplayOptions;
}

export const DEFAULT_OPTIONS: ResidualOptions = {
  detection: DEFAULT_DETECTOR_SETTINGS,
  display: DEFAULT_DISPLAY,
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
  pruning: {
    name: 'Pruning (p)',
    description: 'Least relative step between the peaks of intervals. Higher keeps fewer; 0 keeps all.',
  },
  errorBuffer: {
    name: 'Error buffer',
    description: 'Points by which an anomalous point is widened to both sides before points join to an interval.',
  },
};

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
      memory: flag('Recall from memory', detection.memory, DEFAULT_DETECTOR_SETTINGS.memory),
    },
    display: {
      showReconstruction: flag('Show reconstruction', display.showReconstruction, DEFAULT_DISPLAY.showReconstruction),
      showErrorLane: flag('Show error lane', display.showErrorLane, DEFAULT_DISPLAY.showErrorLane),
      showShading: flag('Show shading', display.showShading, DEFAULT_DISPLAY.showShading),
      shadingColor: readText(display.shadingColor, DEFAULT_DISPLAY.shadingColor),
      shadingOpacity: readNumber('Shading opacity', display.shadingOpacity, SHADING_OPACITY_BOUNDS, notices),
      reconstructionColorMode: display.reconstructionColorMode === 'fixed' ? 'fixed' : 'same-hue',
      reconstructionColor: readText(display.reconstructionColor, DEFAULT_DISPLAY.reconstructionColor),
    },
    legend: { ...DEFAULT_OPTIONS.legend, ...record(root.legend) },
    tooltip: { ...DEFAULT_OPTIONS.tooltip, ...record(root.tooltip) },
  };
  if (!Array.isArray(options.legend.calcs)) {
    options.legend.calcs = [];
  }
  return { options, notices };
}

/** The detector's numbers in the order in which they were declared. */
export function numericSettings(): NumericSetting[] {
  return Object.keys(DETECTOR_BOUNDS).filter((key): key is NumericSetting => key in DETECTION_TEXTS);
}

function readNumber(name: string, value: unknown, bounds: SettingBounds, notices: string[]): number {
  if (value === undefined) {
    return bounds.default;
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    notices.push(
      `${name}: ${JSON.stringify(value) ?? String(value)} is no number; ${withUnit(bounds.default, bounds)} used`
    );
    return bounds.default;
  }
  const whole = bounds.step === 1 ? Math.round(number) : number;
  const clamped = Math.min(bounds.max, Math.max(bounds.min, whole));
  if (clamped !== number) {
    const rule = clamped === whole ? 'is no whole number' : `is outside ${bounds.min}–${bounds.max}`;
    notices.push(`${name}: ${number} ${rule}; ${withUnit(clamped, bounds)} used`);
  }
  return clamped;
}

function readFlag(name: string, value: unknown, fallback: boolean, notices: string[]): boolean {
  if (value === undefined || typeof value === 'boolean') {
    return value ?? fallback;
  }
  notices.push(`${name}: ${JSON.stringify(value) ?? String(value)} is neither true nor false; ${fallback} used`);
  return fallback;
}

function readText(value: unknown, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value : fallback;
}

function withUnit(value: number, bounds: SettingBounds): string {
  return bounds.unit === '' ? String(value) : `${value} ${bounds.unit}`;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
