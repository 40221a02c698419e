import type { GrafanaTheme2 } from '@grafana/data';
import { SEVERITIES, type Severity } from '../../detector/report/severity';
import { t } from '../../shared/i18n';

/** @param provisional whether the anomaly rests on values alone that may still change */
export function severityName(severity: Severity, provisional = false): string {
  if (provisional) {
    return t('severity.provisional', '{{severity}}, provisional', { severity: severityName(severity) });
  }
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

/** Sorts the severest last. */
export function bySeverity(a: { readonly severity: Severity }, b: { readonly severity: Severity }): number {
  return severityRank(a.severity) - severityRank(b.severity);
}

/**
 * The order of air quality scales, with blue instead of green. The colours remain distinct with colour blindness, and each
 * has at least 3:1 on the panel's background (severity.test.ts). They come from Grafana's palette, whose shades depend on
 * the theme.
 */
const COLORS: Record<'dark' | 'light', Record<Severity, string>> = {
  dark: { low: 'light-blue', medium: 'yellow', high: 'red', critical: 'semi-dark-purple' },
  light: { low: 'light-blue', medium: 'dark-orange', high: 'semi-dark-red', critical: 'dark-purple' },
};

/** @returns a hexadecimal colour */
export function severityColor(severity: Severity, theme: GrafanaTheme2): string {
  return theme.visualization.getColorByName(COLORS[theme.isDark ? 'dark' : 'light'][severity]);
}

/**
 * The shape of each level as filled polygons in a square of 10 × 10 with y downwards. One, two or three chevrons point at
 * the interval; the greatest level has a triangle under a bar. The shapes differ without any colour.
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

/** A V with its upper edge at `top`. */
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

/** SVG path of the shape in a view box of 10 × 10. */
export function severityPath(severity: Severity): string {
  return SEVERITY_SHAPES[severity].map((polygon) => `M${polygon.map((point) => point.join(' ')).join('L')}Z`).join('');
}
