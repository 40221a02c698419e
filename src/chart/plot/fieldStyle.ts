import {
  type DisplayProcessor,
  type Field,
  type GrafanaTheme2,
  colorManipulator,
  formattedValueToString,
  getDisplayProcessor,
  getFieldSeriesColor,
} from '@grafana/data';
import type { AxisConfig, GraphFieldConfig, TimeZone } from '@grafana/schema';
import { writtenApart } from '../../shared/figures';
import { contrasting } from './contrast';
import type { DisplayOptions } from './display';

/** The custom field config of this panel, with the names of the time series panel. */
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

/** Colour of a glyph that belongs to the series. */
export function glyphColor(field: Field, theme: GrafanaTheme2): string {
  return contrasting(seriesColor(field, theme), theme);
}

/**
 * A shade of the series' hue that contrasts with its line: lighter on dark themes, darker on light ones.
 *
 * @param color colour of the series
 */
export function reconstructionColor(color: string, display: DisplayOptions, theme: GrafanaTheme2): string {
  if (display.reconstructionColorMode === 'fixed') {
    return theme.visualization.getColorByName(display.reconstructionColor);
  }
  const own = colorManipulator.asHexString(color);
  return contrasting(theme.isDark ? colorManipulator.lighten(own, 0.55) : colorManipulator.darken(own, 0.45), theme);
}

/** Colour of the threshold's line and of its legends. Grafana's main warning colour is too pale on white. */
export function thresholdColor(theme: GrafanaTheme2): string {
  return theme.colors.warning.text;
}

const FAINT = 0.6;

/** Colour of the smoothed error beside a score of this colour. */
export function fainter(color: string): string {
  return colorManipulator.alpha(colorManipulator.asHexString(color), FAINT);
}

/** Formats a difference of two values of the field: same unit and decimals, but no value mappings. */
export function displayDifference(field: Field, theme: GrafanaTheme2, timeZone: TimeZone) {
  return getDisplayProcessor({ field: withoutMappings(field), theme, timeZone });
}

/**
 * Texts of values of one field that are compared. Grafana chooses decimals by size and would write “150 instead of 150”,
 * so different values get decimals that distinguish them. Decimals set on the dashboard stay.
 */
export function valuesApart(
  field: Field,
  values: ReadonlyArray<number | null>,
  theme: GrafanaTheme2,
  timeZone: TimeZone
): string[] {
  return textsApart(field, field.display ?? getDisplayProcessor({ field, theme, timeZone }), values, theme, timeZone);
}

/** The same for differences, and for values without their mappings. */
export function differencesApart(
  field: Field,
  values: readonly number[],
  theme: GrafanaTheme2,
  timeZone: TimeZone
): string[] {
  const display = displayDifference(field, theme, timeZone);
  return textsApart(withoutMappings(field), display, values, theme, timeZone);
}

/** Stands for no number of decimals: Grafana chooses. */
const AS_GRAFANA_CHOOSES = -1;
/** Decimals of a double of the magnitude of 1. */
const MAX_DECIMALS = 15;

function textsApart(
  field: Pick<Field, 'type' | 'config'>,
  defaultDisplay: DisplayProcessor,
  values: ReadonlyArray<number | null>,
  theme: GrafanaTheme2,
  timeZone: TimeZone
): string[] {
  const { config } = field;
  const write = (value: number | null, decimals: number) => {
    const display =
      decimals === AS_GRAFANA_CHOOSES
        ? defaultDisplay
        : getDisplayProcessor({ field: { ...field, config: { ...config, decimals } }, theme, timeZone });
    return formattedValueToString(display(value));
  };
  const most = config.decimals == null ? MAX_DECIMALS : AS_GRAFANA_CHOOSES;
  return writtenApart(values, write, { least: AS_GRAFANA_CHOOSES, most });
}

function withoutMappings({ type, config: { unit, decimals, noValue } }: Field): Pick<Field, 'type' | 'config'> {
  return { type, config: { unit, decimals, noValue } };
}
