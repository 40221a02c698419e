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
import { plotModelOf } from './plotModel';
import { customConfig, displayDifference } from './fieldStyle';
import { type Lane, fractionOf, laneLayout, LINEAR, valueAt } from '../lane/lanes';
import { ERROR_SCALE, distributionOf, scaleKey } from './scales';

type AxisProps = Parameters<UPlotConfigBuilder['addAxis']>[0];

const ROOMY_SPACING = 30;
const TIGHT_SPACING = 18;
const LOW_LANE = 150;

/** How an axis carries the labels of the lower lane. */
export interface ErrorLabels {
  readonly relative: boolean;
  /** The field whose unit the error has; ignored when relative. */
  readonly field: Field;
}

/**
 * One axis for both lanes. uPlot would set two axes on one side next to each other; so the lower lane's ticks are
 * handed to the value axis as the values that happen to lie at their heights, and are labelled with what they mean.
 */
export function valueAxis(
  field: Field,
  errors: ErrorLabels | null,
  withLane: boolean,
  theme: GrafanaTheme2,
  timeZone: TimeZone
): Pick<AxisProps, 'scaleKey' | 'splits' | 'values' | 'space' | 'incrs'> {
  const distribution = distributionOf(field);
  const logarithmic = customConfig(field).scaleDistribution?.type;
  const key = scaleKey(field);
  // Asked once, and not at each drawing.
  const isBinary = countsBinary(field.config.unit);
  const isErrorBinary = errors !== null && !errors.relative && countsBinary(errors.field.config.unit);
  const valueText = getDisplayProcessor({ field, theme, timeZone });
  const errorText = errors && !errors.relative ? displayDifference(errors.field, theme, timeZone) : null;

  const lowerSplits = (plot: uPlot): number[] => {
    const lane = errors ? laneLayout(plot.height, true).errors : null;
    const scale = plot.scales[ERROR_SCALE];
    if (!lane || scale?.max == null || !hasErrors(plot)) {
      return [];
    }
    const height = laneHeight(plot, lane);
    const count = Math.max(2, Math.floor(height / TIGHT_SPACING));
    return linearSplits(0, scale.max * lane.top, count, isErrorBinary);
  };

  return {
    scaleKey: key,
    space: (plot) => {
      const height = laneHeight(plot, laneLayout(plot.height, withLane).values);
      return height <= LOW_LANE ? TIGHT_SPACING : ROOMY_SPACING;
    },
    incrs:
      logarithmic === undefined || logarithmic === ScaleDistribution.Linear
        ? (...asked) => roundIncrements(...asked, isBinary)
        : undefined,
    splits: (plot, _, min, max, increment) => {
      const { values } = laneLayout(plot.height, withLane);
      const low = valueAt(values.bottom, min, max, distribution);
      const high = valueAt(values.top, min, max, distribution);
      const upper =
        logarithmic === ScaleDistribution.Log || logarithmic === ScaleDistribution.Symlog
          ? powerSplits(low, high, customConfig(field).scaleDistribution?.log ?? 10)
          : stepSplits(low, high, wholeIncrement(increment, field.config.decimals));
      const { max: errorMax } = plot.scales[ERROR_SCALE] ?? {};
      const lower = lowerSplits(plot).map((error) =>
        valueAt(fractionOf(error, 0, errorMax ?? 1, LINEAR), min, max, distribution)
      );
      return [...lower, ...upper];
    },
    values: (plot, splits, _, __, increment) => {
      const lower = lowerSplits(plot);
      const step = lower.length > 1 ? lower[1] - lower[0] : 1;
      return [
        ...(errorText ? tickTexts(errorText, lower, step) : lower.map((error) => `${trimmed(error, step)}×`)),
        ...tickTexts(valueText, splits.slice(lower.length), increment),
      ];
    },
  };
}

export type Displayer = (value: number, decimals?: number) => DisplayValue;

/** Beyond these, units scale to names that nobody reads and digits that the axis cuts, the exponent first. */
const PLAIN_MAGNITUDES = { least: 1e-9, greatest: 1e21 };

/** A unit that scales numbers gets no more decimals than this to tell ticks apart. */
const MAX_DECIMALS = 9;

/**
 * The ticks' texts, no two of them alike as long as decimals can help: a unit that makes 1 Mil of 1,000,010 would
 * make it of 1,000,011, too.
 */
export function tickTexts(display: Displayer, values: readonly number[], increment: number): string[] {
  let texts = values.map((value) => tickText(display, value, increment));
  for (let decimals = 1; decimals <= MAX_DECIMALS && new Set(texts).size < new Set(values).size; decimals++) {
    texts = values.map((value) => tickText(display, value, increment, decimals));
  }
  return texts;
}

/** A tick's text, with as many decimals as its step needs unless the unit scales the number. */
export function tickText(display: Displayer, value: number, increment: number, least = 0): string {
  const magnitude = Math.abs(value);
  if (magnitude >= PLAIN_MAGNITUDES.greatest || (magnitude > 0 && magnitude < PLAIN_MAGNITUDES.least)) {
    return String(Number(value.toPrecision(3)));
  }
  const decimals = Math.max(least, decimalsOf(increment));
  return formattedValueToString(display(value, decimals > 0 ? decimals : undefined));
}

/** Whether a unit counts by 1,024: Grafana divides its axes by powers of two, so that their labels are whole. */
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
 * Steps for ticks at least `space` pixels apart: uPlot's own 1, 2, 2.5 and 5 × 10ⁿ, but of any size. Its list ends at
 * 10³², and an axis that finds no step there is not drawn at all.
 *
 * @param binary takes 2ⁿ instead
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
  // Divided before subtracted: ±1.7e308 has no finite difference.
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
  const slack = step * 1e-6;
  const first = Math.ceil((low - slack) / step);
  const last = Math.floor((high + slack) / step);
  // A step lost in the numbers' size would not end.
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

/** About `count` intervals of 1, 2 or 5 × 10ⁿ, or of 2ⁿ; at least one where `count` is two or more. */
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
  // Half of 4.5 calls for a step of 5, which would leave the lower end alone.
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

/** Decimals that tell multiples of the step apart. */
function decimalsOf(step: number): number {
  const [mantissa, exponent] = step.toExponential(6).split('e');
  const digits = mantissa.replace(/\.?0+$/, '').split('.')[1]?.length ?? 0;
  return Math.min(20, Math.max(0, digits - Number(exponent)));
}

function trimmed(value: number, step: number): string {
  return value.toFixed(decimalsOf(step));
}
