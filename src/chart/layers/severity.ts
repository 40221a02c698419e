import type { GrafanaTheme2 } from '@grafana/data';
import { SEVERITIES, type Severity } from '../../detector/report/severity';
import { t } from '../../shared/i18n';

/** The level in words. */
export function severityName(severity: Severity): string {
  switch (severity) {
    case 'low':
      return t('severity.low', 'Low');
    case 'medium':
      return t('severity.medium', 'Medium');
    case 'high':
      return t('severity.high', 'High');
    case 'critical':
      return t('severity.critical', 'Critical');
  }
}

/** 0 for the least severe, 3 for the most. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/**
 * The order of air quality scales, blue for their green: told apart also where red or green is not seen, and each of at
 * least 3:1 on the panel's background (severity.test.ts). Grafana's own palette, of which each theme has other shades.
 */
const COLORS: Record<'dark' | 'light', Record<Severity, string>> = {
  dark: { low: 'light-blue', medium: 'yellow', high: 'red', critical: 'semi-dark-purple' },
  light: { low: 'light-blue', medium: 'dark-orange', high: 'semi-dark-red', critical: 'dark-purple' },
};

/** As a hexadecimal colour. */
export function severityColor(severity: Severity, theme: GrafanaTheme2): string {
  return theme.visualization.getColorByName(COLORS[theme.isDark ? 'dark' : 'light'][severity]);
}

/**
 * The shape of each level, points in a square of 10 × 10 with y downwards, drawn as filled polygons: one, two, three
 * chevrons that point at the interval, and for the greatest a filled triangle under a bar. Told apart without any colour.
 */
export const SEVERITY_SHAPES: Record<Severity, ReadonlyArray<ReadonlyArray<readonly [number, number]>>> = {
  low: [chevron(2.5, 2.4)],
  medium: [chevron(1, 2), chevron(4.6, 2)],
  high: [chevron(0, 1.6), chevron(2.9, 1.6), chevron(5.8, 1.6)],
  critical: [
    [
      [0, 0],
      [10, 0],
      [10, 2.2],
      [0, 2.2],
    ],
    [
      [0, 3.4],
      [10, 3.4],
      [5, 10],
    ],
  ],
};

/** A V, its upper edge at `top`. */
function chevron(top: number, thickness: number): ReadonlyArray<readonly [number, number]> {
  const drop = 2.6;
  return [
    [1, top],
    [5, top + drop],
    [9, top],
    [9, top + thickness],
    [5, top + drop + thickness],
    [1, top + thickness],
  ];
}

/** The shape as the path of an SVG with a view box of 10 × 10. */
export function severityPath(severity: Severity): string {
  return SEVERITY_SHAPES[severity].map((polygon) => `M${polygon.map((point) => point.join(' ')).join('L')}Z`).join('');
}
