import { type GrafanaTheme2, colorManipulator } from '@grafana/data';

/** WCAG 2.2, success criterion 1.4.11 requires 3:1 of graphics. Grafana rounds ratios to three digits. */
const MIN_CONTRAST = 3.05;
const STEP = 0.1;
const MAX_STEPS = 20;

/** Every marker looks up its colour on every draw. */
const cache = new WeakMap<GrafanaTheme2, Map<string, string>>();

/**
 * The colour itself if its contrast on the panel suffices, else the nearest shade of its hue whose does. Half of
 * Grafana's palette is too pale for a glyph of ten pixels on white.
 */
export function contrasting(color: string, theme: GrafanaTheme2): string {
  const shades = cache.get(theme) ?? new Map<string, string>();
  cache.set(theme, shades);
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
