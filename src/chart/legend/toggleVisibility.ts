import { useCallback } from 'react';
import { type PanelContext, usePanelContext } from '@grafana/ui';

type Toggle = NonNullable<PanelContext['onToggleSeriesVisibility']>;

/** Grafana's enumeration of modes is not exported; this is its value for a click without keys held. */
const SELECT = 'select' as Parameters<Toggle>[1];

/**
 * Shows the series of this name alone, or all again where it was alone: what a click in the legend does. Null where the
 * panel's host does not offer it.
 */
export function useToggleVisibility(): ((name: string) => void) | null {
  const { onToggleSeriesVisibility } = usePanelContext();
  const toggleVisibility = useCallback(
    (name: string) => onToggleSeriesVisibility?.(name, SELECT),
    [onToggleSeriesVisibility]
  );
  return onToggleSeriesVisibility ? toggleVisibility : null;
}
