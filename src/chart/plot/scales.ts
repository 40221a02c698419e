import type uPlot from 'uplot';
import type { Field } from '@grafana/data';
import { AxisPlacement, ScaleDirection, ScaleDistribution, ScaleOrientation } from '@grafana/schema';
import { UPlotConfigBuilder } from '@grafana/ui';
import {
  LINEAR,
  LOGARITHMIC,
  type Distribution,
  errorsLane,
  laneLayout,
  stretchToLane,
  symmetricLog,
} from '../lane/lanes';
import { customConfig } from './fieldStyle';

export const ERROR_SCALE = 'residual-error';

type ScaleProps = Parameters<UPlotConfigBuilder['addScale']>[0];

/** Series that share a scale share an axis: same unit, bounds, distribution and side, as in the time series panel. */
export function scaleKey({ config }: Field): string {
  const custom = config.custom ?? {};
  return [
    config.unit ?? 'short',
    config.min ?? '',
    config.max ?? '',
    custom.axisSoftMin ?? '',
    custom.axisSoftMax ?? '',
    custom.axisCenteredZero === true,
    custom.axisPlacement ?? AxisPlacement.Auto,
    custom.axisLabel ?? '',
    JSON.stringify(custom.scaleDistribution ?? {}),
  ].join('/');
}

export function distributionOf(field: Field): Distribution {
  const { scaleDistribution } = customConfig(field);
  switch (scaleDistribution?.type) {
    case ScaleDistribution.Log:
      return LOGARITHMIC;
    case ScaleDistribution.Symlog:
      return symmetricLog(scaleDistribution.linearThreshold ?? 1);
    default:
      return LINEAR;
  }
}

/**
 * The scale of a series' values. Grafana's rules (min, max, soft bounds, decimals) give its range, which is then
 * stretched to fill the upper lane.
 */
export function valueScale(field: Field, withLane: boolean): ScaleProps {
  const custom = customConfig(field);
  const { min, max } = field.config;
  const own: ScaleProps = {
    scaleKey: scaleKey(field),
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    distribution: custom.scaleDistribution?.type,
    log: custom.scaleDistribution?.log,
    linearThreshold: custom.scaleDistribution?.linearThreshold,
    min: finite(min),
    max: finite(max),
    softMin: finite(custom.axisSoftMin),
    softMax: finite(custom.axisSoftMax),
    centeredZero: custom.axisCenteredZero,
    decimals: field.config.decimals,
  };
  const rules = grafanasRange(own);
  const distribution = distributionOf(field);
  return {
    ...own,
    // uPlot skips the range function of a scale that it takes for a constant one.
    auto: true,
    range: (plot, dataMin, dataMax, key) => {
      const [min, max] = rules(plot, dataMin, dataMax, key);
      if (min == null || max == null) {
        return [min, max];
      }
      return stretchToLane(min, max, laneLayout(plot.height, withLane).values, distribution);
    },
  };
}

/** uPlot draws nothing on a scale with another bound. */
function finite(bound: number | null | undefined): number | undefined {
  return Number.isFinite(bound) ? (bound as number) : undefined;
}

/** The scale of the error lane. It starts at zero, so that heights are comparable. */
export function errorScale(relative: boolean): ScaleProps {
  return {
    scaleKey: ERROR_SCALE,
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    range: (plot, _, dataMax) => stretchToLane(0, errorLaneTop(dataMax, relative), errorsLane(plot.height), LINEAR),
  };
}

/** Upper end of the error lane. A relative lane always shows its threshold of 1. */
function errorLaneTop(dataMax: number | null, relative: boolean): number {
  const greatest = Math.max(dataMax ?? 0, relative ? 1 : 0);
  return greatest > 0 && Number.isFinite(greatest * 1.15) ? greatest * 1.15 : 1;
}

type RangeFunction = (plot: uPlot, min: number | null, max: number | null, key: string) => uPlot.Range.MinMax;

/** @grafana/ui does not export these rules, so a builder that draws nothing provides them. */
function grafanasRange(scale: ScaleProps): RangeFunction {
  const scratch = new UPlotConfigBuilder();
  scratch.addScale(scale);
  const range = scratch.getConfig().scales?.[scale.scaleKey].range;
  if (typeof range !== 'function') {
    return (_, min, max) => [min ?? 0, max ?? 1];
  }
  return (plot, min, max, key) => range(plot, min as number, max as number, key);
}
