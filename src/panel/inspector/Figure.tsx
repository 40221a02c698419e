import React, { type ReactNode, useId } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface FigureProps {
  readonly title: string;
  /** Describes the picture for all users, including those who cannot see it. */
  readonly caption: string;
  readonly children: ReactNode;
}

/** One picture of the inspector with its title and the sentence that it draws. */
export function Figure({ title, caption, children }: FigureProps) {
  const styles = useStyles2(getStyles);
  const [titleId, captionId] = [useId(), useId()];
  return (
    <section aria-labelledby={titleId} aria-describedby={captionId} className={styles.figure}>
      <h4 id={titleId} className={styles.title}>
        {title}
      </h4>
      <p id={captionId} className={styles.caption}>
        {caption}
      </p>
      {children}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  figure: css({ minWidth: 0 }),
  title: css({ ...theme.typography.h5, margin: 0 }),
  caption: css({
    margin: theme.spacing(0.25, 0, 1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
