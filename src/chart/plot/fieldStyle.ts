import {
  type DisplayProcessor,
  type DisplayValue,
  type Field,
  type GrafanaTheme2,
  colorManipulator,
  formattedValueToString,
  getDisplayProcessor,
  getFieldSeriesColor,
} from '@grafana/data';
import type { AxisConfig, GraphFieldConfig, TimeZone } from '@grafana/schema';
import { writtenApart } from '../../shared/figures';
import type { DisplayOptions } from './display';
import { contrasting } from './contrast';

/** The custom field config that this panel offers, in the time series panel's words. */
export type SeriesFieldConfig = Pick<
  GraphFieldConfig,
  | 'lineInterpolation'
  | 'lineWidth'
  | 'lineStyle'
  | 'fillOpacity'
  | 'gradientMode'
  | 'spanNulls'
  | 'showPoints'
  | 'pointSize'
  | 'hideFrom'
  | 'thresholdsStyle'
  | keyof AxisConfig
>;

export function customConfig(field: Field): SeriesFieldConfig {
  return field.config.custom ?? {};
}

export function seriesColor(field: Field, theme: GrafanaTheme2): string {
  return getFieldSeriesColor(field, theme).color;
}

/**
 * A shade of the series' own hue that stands off from the line it lies on: towards white on dark, towards black on
 * light, where white would vanish.
 *
 * @param color of the series
 */
export function reconstructionColor(color: string, display: DisplayOptions, theme: GrafanaTheme2): string {
  if (display.reconstructionColorMode === 'fixed') {
    return theme.visualization.getColorByName(display.reconstructionColor);
  }
  const own = colorManipulator.asHexString(color);
  return contrasting(theme.isDark ? colorManipulator.lighten(own, 0.55) : colorManipulator.darken(own, 0.45), theme);
}

/** Of the threshold's line, and of whatever stands for it. Grafana's plain warning is too pale on white. */
export function thresholdColor(theme: GrafanaTheme2): string {
  return theme.colors.warning.text;
}

/** Formats a value of the field, with its mappings. */
export function displayValue(
  field: Field,
  value: number | null,
  theme: GrafanaTheme2,
  timeZone: TimeZone
): DisplayValue {
  const display = field.display ?? getDisplayProcessor({ field, theme, timeZone });
  return display(value);
}

/** Formats a difference of two values of the field: same unit and decimals, but no mapping, which is for values. */
export function displayDifference(field: Field, theme: GrafanaTheme2, timeZone: TimeZone) {
  return getDisplayProcessor({ field: withoutMappings(field), theme, timeZone });
}

/**
 * Values of the field that stand beside each other. Grafana chooses decimals by the size of a number, and would write
 * “150 instead of 150”; decimals that the dashboard sets are kept.
 */
export function valuesApart(
  field: Field,
  values: ReadonlyArray<number | null>,
  theme: GrafanaTheme2,
  timeZone: TimeZone
): string[] {
  return apart(field, field.display, values, theme, timeZone);
}

/** The same of differences, or of values that are not to be mapped. */
export function differencesApart(
  field: Field,
  values: readonly number[],
  theme: GrafanaTheme2,
  timeZone: TimeZone
): string[] {
  return apart(withoutMappings(field), undefined, values, theme, timeZone);
}

/** No decimals in place of a number of them: as many as Grafana chooses. */
const AS_GRAFANA_CHOOSES = -1;
/** As many as a number of the size of 1 has. */
const MAX_DECIMALS = 15;

function apart(
  field: Pick<Field, 'type' | 'config'>,
  known: DisplayProcessor | undefined,
  values: ReadonlyArray<number | null>,
  theme: GrafanaTheme2,
  timeZone: TimeZone
): string[] {
  const { config } = field;
  const own = known ?? getDisplayProcessor({ field, theme, timeZone });
  const write = (value: number | null, decimals: number) => {
    const display =
      decimals === AS_GRAFANA_CHOOSES
        ? own
        : getDisplayProcessor({ field: { ...field, config: { ...config, decimals } }, theme, timeZone });
    return formattedValueToString(display(value));
  };
  const most = config.decimals == null ? MAX_DECIMALS : AS_GRAFANA_CHOOSES;
  return writtenApart(values, write, { least: AS_GRAFANA_CHOOSES, most });
}

function withoutMappings({ type, config: { unit, decimals, noValue } }: Field): Pick<Field, 'type' | 'config'> {
  return { type, config: { unit, decimals, noValue } };
}
