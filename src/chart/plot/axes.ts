import type uPlot from 'uplot';
import {
  type DisplayValue,
  type Field,
  type GrafanaTheme2,
  formattedValueToString,
  getDisplayProcessor,
  getValueFormat,
} from '@grafana/data';
import { ScaleDistribution, type TimeZone } from '@grafana/schema';
import type { UPlotConfigBuilder } from '@grafana/ui';
import { type Lane, LINEAR, fractionOf, laneLayout, valueAt } from '../lane/lanes';
import { customConfig, displayDifference } from './fieldStyle';
import { plotModelOf } from './plotModel';
import { ERROR_SCALE, distributionOf, scaleKey } from './scales';

type AxisProps = Parameters<UPlotConfigBuilder['addAxis']>[0];

/** Least distance of two ticks in a high lane and in a low one, and the height of a low one, CSS pixels. */
const ROOMY_SPACING = 30;
const TIGHT_SPACING = 18;
const LOW_LANE = 150;

/**
 * One axis for both lanes, because uPlot would place two axes of one side next to each other. Ticks of the error lane
 * become values at the same height of the value scale, with the error as their label.
 *
 * @param errorUnit whether errors are labelled in the field's unit or as multiples of the threshold; null for no labels
 */
export function valueAxis(
  field: Field,
  errorUnit: 'own' | 'relative' | null,
  withLane: boolean,
  theme: GrafanaTheme2,
  timeZone: TimeZone
): Pick<AxisProps, 'scaleKey' | 'splits' | 'values' | 'space' | 'incrs'> {
  const distribution = distributionOf(field);
  const { type = ScaleDistribution.Linear, log = 10 } = customConfig(field).scaleDistribution ?? {};
  const isLogarithmic = type === ScaleDistribution.Log || type === ScaleDistribution.Symlog;
  // Computed once instead of on every draw.
  const isBinary = countsBinary(field.config.unit);
  const valueText = getDisplayProcessor({ field, theme, timeZone });
  const errorText = errorUnit === 'own' ? displayDifference(field, theme, timeZone) : null;
  const lowerSplits = (plot: uPlot) => (errorUnit ? errorSplits(plot, errorUnit === 'own' && isBinary) : []);

  return {
    scaleKey: scaleKey(field),
    space: (plot) => {
      const height = laneHeight(plot, laneLayout(plot.height, withLane).values);
      return height <= LOW_LANE ? TIGHT_SPACING : ROOMY_SPACING;
    },
    incrs: type === ScaleDistribution.Linear ? (...args) => roundIncrements(...args, isBinary) : undefined,
    splits: (plot, _, min, max, increment) => {
      const { values } = laneLayout(plot.height, withLane);
      const low = valueAt(values.bottom, min, max, distribution);
      const high = valueAt(values.top, min, max, distribution);
      const upper = isLogarithmic
        ? powerSplits(low, high, log)
        : stepSplits(low, high, wholeIncrement(increment, field.config.decimals));
      const errorMax = plot.scales[ERROR_SCALE]?.max ?? 1;
      const lower = lowerSplits(plot).map((error) =>
        valueAt(fractionOf(error, 0, errorMax, LINEAR), min, max, distribution)
      );
      return [...lower, ...upper];
    },
    values: (plot, splits, _, __, increment) => {
      const lower = lowerSplits(plot);
      const step = lower.length > 1 ? lower[1] - lower[0] : 1;
      return [
        ...(errorText
          ? tickTexts(errorText, lower, step)
          : lower.map((error) => `${error.toFixed(decimalsOf(step))}×`)),
        ...tickTexts(valueText, splits.slice(lower.length), increment),
      ];
    },
  };
}

/** Ticks of the error lane, as errors. Empty without a lane or without a verdict. */
function errorSplits(plot: uPlot, isBinary: boolean): number[] {
  const lane = laneLayout(plot.height, true).errors;
  const max = plot.scales[ERROR_SCALE]?.max;
  if (!lane || max == null || !hasErrors(plot)) {
    return [];
  }
  const count = Math.max(2, Math.floor(laneHeight(plot, lane) / TIGHT_SPACING));
  return linearSplits(0, max * lane.top, count, isBinary);
}

type Displayer = (value: number, decimals?: number) => DisplayValue;

/** Beyond these, scaled units are unreadable and the axis crops digits, exponents first. */
const PLAIN_MAGNITUDES = { least: 1e-9, greatest: 1e21 };

/** Most decimals that a unit that scales numbers gets to make ticks distinct. */
const MAX_DECIMALS = 9;

/**
 * Texts of ticks, with enough decimals to make them distinct: a unit that shows 1,000,010 as 1 Mil would show 1,000,011
 * as the same.
 */
export function tickTexts(display: Displayer, values: readonly number[], increment: number): string[] {
  let texts = values.map((value) => tickText(display, value, increment));
  for (let decimals = 1; decimals <= MAX_DECIMALS && new Set(texts).size < new Set(values).size; decimals++) {
    texts = values.map((value) => tickText(display, value, increment, decimals));
  }
  return texts;
}

/** Text of a tick, with the decimals that its step needs unless the unit scales the number. */
export function tickText(display: Displayer, value: number, increment: number, minDecimals = 0): string {
  const magnitude = Math.abs(value);
  if (magnitude >= PLAIN_MAGNITUDES.greatest || (magnitude > 0 && magnitude < PLAIN_MAGNITUDES.least)) {
    return String(Number(value.toPrecision(3)));
  }
  const decimals = Math.max(minDecimals, decimalsOf(increment));
  return formattedValueToString(display(value, decimals > 0 ? decimals : undefined));
}

/** Whether a unit counts by 1,024. Grafana divides its axes by powers of two, so that labels are whole. */
export function countsBinary(unit = ''): boolean {
  return /^1 [KMGTPE]i[Bb]/.test(formattedValueToString(getValueFormat(unit)(1024)));
}

function hasErrors(plot: uPlot): boolean {
  const model = plotModelOf(plot);
  return model !== undefined && model.detailed.some((index) => model.series[index].detection !== null);
}

function laneHeight(plot: uPlot, lane: Lane): number {
  return laneLayout(plot.height, true).plotHeight * (lane.top - lane.bottom);
}

function wholeIncrement(increment: number, decimals: number | null | undefined): number {
  return decimals === 0 ? Math.max(1, Math.ceil(increment)) : increment;
}

/**
 * Steps for ticks at least `space` pixels apart: uPlot's own 1, 2, 2.5 and 5 × 10ⁿ, of any size. uPlot's list ends at
 * 10³², and it draws no axis without a step.
 *
 * @param binary use 2ⁿ instead
 */
export function roundIncrements(
  _: unknown,
  __: number,
  min: number,
  max: number,
  pixels: number,
  space: number,
  binary = false
): number[] {
  // Divide before subtracting: ±1.7e308 has no finite difference.
  const least = (max / pixels) * space - (min / pixels) * space;
  if (!(least > 0) || !Number.isFinite(least)) {
    return [1];
  }
  if (binary) {
    return [binaryStep(least)];
  }
  const magnitude = Math.floor(Math.log10(least));
  return [magnitude, magnitude + 1].flatMap((power) =>
    [1, 2, 2.5, 5].map((factor) => Number((factor * 10 ** power).toPrecision(6)))
  );
}

/** Multiples of `step` within the bounds. */
export function stepSplits(low: number, high: number, step: number): number[] {
  const splits: number[] = [];
  const tolerance = step * 1e-6;
  const first = Math.ceil((low - tolerance) / step);
  const last = Math.floor((high + tolerance) / step);
  // A step far below the precision of the bounds would loop forever.
  if (!(step > 0) || !(last - first < 1000)) {
    return splits;
  }
  const digits = decimalsOf(step);
  for (let multiple = first; multiple <= last; multiple++) {
    splits.push(Number((multiple * step).toFixed(digits)));
  }
  return splits;
}

function binaryStep(least: number): number {
  return 2 ** Math.ceil(Math.log2(least));
}

/** About `count` intervals of 1, 2 or 5 × 10ⁿ, or of 2ⁿ. At least one interval if `count` is two or more. */
export function linearSplits(low: number, high: number, count: number, binary = false): number[] {
  const rough = (high - low) / count;
  if (!(rough > 0) || !Number.isFinite(rough)) {
    return [];
  }
  if (binary) {
    return stepSplits(low, high, binaryStep(rough));
  }
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= rough * 0.999);
  // Half of 4.5 asks for a step of 5, which leaves a single tick at the lower end.
  return stepSplits(low, high, step !== undefined && step <= high - low ? step : 2 * magnitude);
}

/** Powers of the base within the bounds, both signs and zero. */
function powerSplits(low: number, high: number, base: number): number[] {
  const splits: number[] = low <= 0 && high >= 0 ? [0] : [];
  for (let exponent = -30; exponent <= 60; exponent++) {
    const power = base ** exponent;
    splits.push(...[power, -power].filter((split) => split >= low && split <= high && Math.abs(split) > 1e-9));
  }
  return splits.sort((a, b) => a - b);
}

/** Decimals that distinguish multiples of the step. */
function decimalsOf(step: number): number {
  const [mantissa, exponent] = step.toExponential(6).split('e');
  const digits = mantissa.replace(/\.?0+$/, '').split('.')[1]?.length ?? 0;
  return Math.min(20, Math.max(0, digits - Number(exponent)));
}
