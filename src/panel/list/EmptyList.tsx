import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { EMPTY_LIST } from './listEntry';

interface EmptyListProps {
  /** Whether the verdict is available. */
  readonly settled: boolean;
  readonly onBack: (() => void) | null;
}

/** Says why there are no rows. It takes the focus of a removed row, so that Escape still goes back. */
export function EmptyList({ settled, onBack }: EmptyListProps) {
  const styles = useStyles2(getStyles);
  return (
    <p
      {...{ [EMPTY_LIST]: true }}
      tabIndex={-1}
      className={styles.empty}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && onBack) {
          event.preventDefault();
          event.stopPropagation();
          onBack();
        }
      }}
    >
      {settled
        ? t('list.empty', 'No anomalies in the visible series.')
        : t('list.pending', 'The list appears as soon as there is a verdict.')}
    </p>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  empty: css({
    margin: 0,
    padding: theme.spacing(1),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
});
