import React from 'react';
import { useTheme2 } from '@grafana/ui';
import type { Severity } from '../../detector/report/severity';
import { severityColor, severityPath } from './severity';

interface SeverityIconProps {
  readonly severity: Severity;
  /** CSS pixels. */
  readonly size?: number;
  /** For screen readers. Omit it if the word stands beside the icon. */
  readonly title?: string;
}

/** The glyph of this level, in its colour. */
export function SeverityIcon({ severity, size = 12, title }: SeverityIconProps) {
  const theme = useTheme2();
  return (
    <svg
      viewBox="0 0 10 10"
      width={size}
      height={size}
      fill={severityColor(severity, theme)}
      role={title === undefined ? undefined : 'img'}
      aria-label={title}
      aria-hidden={title === undefined}
    >
      <path d={severityPath(severity)} />
    </svg>
  );
}
