import { useCallback } from 'react';
import { type PanelContext, usePanelContext } from '@grafana/ui';

type Toggle = NonNullable<PanelContext['onToggleSeriesVisibility']>;

/** Grafana does not export its enumeration of modes. This is its value for a click without modifier keys. */
const SELECT = 'select' as Parameters<Toggle>[1];

/**
 * Shows the series of a name alone or, if it already is alone, all again, as a click in the legend does. Null if the
 * panel's host does not support it.
 */
export function useToggleVisibility(): ((name: string) => void) | null {
  const { onToggleSeriesVisibility } = usePanelContext();
  const toggleVisibility = useCallback(
    (name: string) => onToggleSeriesVisibility?.(name, SELECT),
    [onToggleSeriesVisibility]
  );
  return onToggleSeriesVisibility ? toggleVisibility : null;
}
