import React, { useLayoutEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { listEntryIn } from '../list/listEntry';
import type { EarlierRange } from './rangeHistory';

/** Offers the way back after a jump, over the upper edge of the panel. */
export function BackButton({ earlier }: { readonly earlier: EarlierRange | null }) {
  return earlier && <WayBack {...earlier} />;
}

function WayBack({ label, goBack }: EarlierRange) {
  const styles = useStyles2(getStyles);
  const [place, setPlace] = useState<HTMLElement | null>(null);
  usePassFocusOn(place);
  return (
    <div ref={setPlace} className={styles.place}>
      <Button size="sm" variant="secondary" icon="arrow-left" className={styles.button} onClick={goBack}>
        {label}
      </Button>
    </div>
  );
}

/** Moves the focus of the removed button to the list, or to the chart if there is no list. */
function usePassFocusOn(place: HTMLElement | null): void {
  useLayoutEffect(() => {
    const panel = place?.parentElement;
    return () => {
      if (place?.contains(document.activeElement)) {
        // React ignores focus events during the removal, so wait for its end.
        window.setTimeout(() => nextFocusIn(panel)?.focus({ preventScroll: true }));
      }
    };
  }, [place]);
}

function nextFocusIn(panel: HTMLElement | null | undefined): HTMLElement | null | undefined {
  return listEntryIn(panel) ?? panel?.querySelector<HTMLElement>('[tabindex="0"]');
}

const getStyles = (theme: GrafanaTheme2) => ({
  place: css({
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    zIndex: 1,
    display: 'flex',
    justifyContent: 'center',
    pointerEvents: 'none',
  }),
  button: css({ pointerEvents: 'auto', maxWidth: '100%', boxShadow: theme.shadows.z1 }),
});
