import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import type { EarlierRange } from './rangeHistory';

/** Over the panel's upper edge after a jump: the way back to what was shown before. */
export function BackButton({ earlier }: { readonly earlier: EarlierRange | null }) {
  const styles = useStyles2(getStyles);
  return (
    earlier && (
      <div className={styles.place}>
        <Button size="sm" variant="secondary" icon="arrow-left" className={styles.button} onClick={earlier.goBack}>
          {earlier.label}
        </Button>
      </div>
    )
  );
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
