import {
  type DisplayValue,
  type Field,
  type GrafanaTheme2,
  colorManipulator,
  getDisplayProcessor,
  getFieldSeriesColor,
} from '@grafana/data';
import type { AxisConfig, GraphFieldConfig, TimeZone } from '@grafana/schema';
import type { DisplayOptions } from './display';
import { standOff } from './standOff';

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
 */
export function reconstructionColor(field: Field, display: DisplayOptions, theme: GrafanaTheme2): string {
  if (display.reconstructionColorMode === 'fixed') {
    return theme.visualization.getColorByName(display.reconstructionColor);
  }
  const own = colorManipulator.asHexString(seriesColor(field, theme));
  return standOff(theme.isDark ? colorManipulator.lighten(own, 0.55) : colorManipulator.darken(own, 0.45), theme);
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
  const { unit, decimals, noValue } = field.config;
  const bare: Pick<Field, 'type' | 'config'> = { type: field.type, config: { unit, decimals, noValue } };
  return getDisplayProcessor({ field: bare, theme, timeZone });
}
