import { type GrafanaTheme2, colorManipulator } from '@grafana/data';

/** WCAG 2.2, success criterion 1.4.11 asks for 3 of graphics that matter; Grafana counts with three digits. */
const MIN_CONTRAST = 3.05;
const STEP = 0.1;
const MAX_STEPS = 20;

/** Each marker asks at each drawing. */
const known = new WeakMap<GrafanaTheme2, Map<string, string>>();

/**
 * The colour itself where it can be made out on the panel, else the nearest shade of its hue that can: half of Grafana's
 * own palette is too pale for a mark of ten pixels on white.
 */
export function contrasting(color: string, theme: GrafanaTheme2): string {
  const shades = known.get(theme) ?? new Map<string, string>();
  known.set(theme, shades);
  const shade = shades.get(color) ?? shadeOf(color, theme);
  shades.set(color, shade);
  return shade;
}

function shadeOf(color: string, theme: GrafanaTheme2): string {
  let shade = colorManipulator.asHexString(color);
  for (let step = 0; step < MAX_STEPS && contrastOf(shade, theme) < MIN_CONTRAST; step++) {
    shade = theme.isDark ? colorManipulator.lighten(shade, STEP) : colorManipulator.darken(shade, STEP);
  }
  return shade;
}

function contrastOf(shade: string, theme: GrafanaTheme2): number {
  return colorManipulator.getContrastRatio(shade, theme.colors.background.primary);
}
