import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { EMPTY_LIST } from './listEntry';

interface EmptyListProps {
  /** Whether the verdict is there. */
  readonly settled: boolean;
  readonly onBack: (() => void) | null;
}

/** Says why there is no row. It takes the focus of a row that went away, so that Escape leads back from here as well. */
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
        ? t('list.empty', 'No anomalies in the series that are shown.')
        : t('list.pending', 'Anomalies are listed as soon as the verdict is there.')}
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
