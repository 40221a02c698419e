import React, { useLayoutEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { listEntryIn } from '../list/listEntry';
import type { EarlierRange } from './rangeHistory';

/** Over the panel's upper edge after a jump: the way back to what was shown before. */
export function BackButton({ earlier }: { readonly earlier: EarlierRange | null }) {
  return earlier && <WayBack {...earlier} />;
}

function WayBack({ label, goBack }: EarlierRange) {
  const styles = useStyles2(getStyles);
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useFocusPassedOn(place);
  return (
    <div ref={setPlace} className={styles.place}>
      <Button size="sm" variant="secondary" icon="arrow-left" className={styles.button} onClick={goBack}>
        {label}
      </Button>
    </div>
  );
}

/** The button goes once it has led back. The focus it had goes to the list, where there is one, or to the chart. */
function useFocusPassedOn(place: HTMLElement | null): void {
  useLayoutEffect(() => {
    const panel = place?.parentElement;
    return () => {
      if (place?.contains(document.activeElement)) {
        // React hears nothing of focus that is given while it takes the button away.
        window.setTimeout(() => heirIn(panel)?.focus({ preventScroll: true }));
      }
    };
  }, [place]);
}

function heirIn(panel: HTMLElement | null | undefined): HTMLElement | null | undefined {
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
