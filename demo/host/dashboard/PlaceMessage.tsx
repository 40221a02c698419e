import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

/** A message that replaces a panel: the problem, and below it the text of the error. */
export function PlaceMessage({ title, text }: { title: string; text?: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.place} role="alert" data-testid="place-message">
      <div className={styles.title}>
        <Icon name="exclamation-triangle" size="lg" /> {title}
      </div>
      {text && <div className={styles.text}>{text}</div>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  place: css({
    height: '100%',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    textAlign: 'center',
    overflow: 'auto',
  }),
  title: css({ color: theme.colors.error.text, fontSize: theme.typography.h5.fontSize }),
  text: css({ color: theme.colors.text.secondary, maxWidth: '60ch', overflowWrap: 'anywhere' }),
});
