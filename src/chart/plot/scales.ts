import type uPlot from 'uplot';
import type { Field } from '@grafana/data';
import { AxisPlacement, ScaleDirection, ScaleDistribution, ScaleOrientation } from '@grafana/schema';
import { UPlotConfigBuilder } from '@grafana/ui';
import { customConfig } from './fieldStyle';
import { LINEAR, LOGARITHMIC, type Distribution, laneLayout, stretchToLane, symmetricLog } from '../lane/lanes';

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
 * The scale of a series' values, ranged by Grafana's own rules (min, max, soft bounds, decimals) and then stretched so
 * that the range fills the upper lane.
 */
export function valueScale(field: Field, withLane: boolean): ScaleProps {
  const custom = customConfig(field);
  const own: ScaleProps = {
    scaleKey: scaleKey(field),
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    distribution: custom.scaleDistribution?.type,
    log: custom.scaleDistribution?.log,
    linearThreshold: custom.scaleDistribution?.linearThreshold,
    min: field.config.min,
    max: field.config.max,
    softMin: custom.axisSoftMin,
    softMax: custom.axisSoftMax,
    centeredZero: custom.axisCenteredZero,
    decimals: field.config.decimals,
  };
  const rules = grafanasRange(own);
  const distribution = distributionOf(field);
  return {
    ...own,
    // A range function is called also when both ends are fixed, but only if the scale is not taken for a constant one.
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

/** The scale of the lower lane: from zero up, so that heights can be compared by eye. */
export function errorScale(relative: boolean): ScaleProps {
  return {
    scaleKey: ERROR_SCALE,
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    range: (plot, _, dataMax) => {
      const top = errorLaneTop(dataMax, relative);
      return stretchToLane(0, top, laneLayout(plot.height, true).errors ?? { bottom: 0, top: 1 }, LINEAR);
    },
  };
}

/** Upper end of the lower lane; the threshold of 1 is always inside. */
function errorLaneTop(dataMax: number | null, relative: boolean): number {
  const greatest = Math.max(dataMax ?? 0, relative ? 1 : 0);
  return greatest > 0 && Number.isFinite(greatest * 1.15) ? greatest * 1.15 : 1;
}

type RangeFunction = (plot: uPlot, min: number | null, max: number | null, key: string) => uPlot.Range.MinMax;

/** Grafana's rules are not exported by themselves; a builder that draws nothing hands them out. */
function grafanasRange(scale: ScaleProps): RangeFunction {
  const scratch = new UPlotConfigBuilder();
  scratch.addScale(scale);
  const range = scratch.getConfig().scales?.[scale.scaleKey].range;
  if (typeof range !== 'function') {
    return (_, min, max) => [min ?? 0, max ?? 1];
  }
  return (plot, min, max, key) => range(plot, min as number, max as number, key);
}
