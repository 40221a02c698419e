import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, IconButton, useStyles2 } from '@grafana/ui';
import { inWords, t } from '../../shared/i18n';
import type { AnalysisFailure } from '../../worker/protocol';

interface FailureNoticeProps {
  readonly failure: AnalysisFailure;
  readonly onRetry: () => void;
  readonly compact: boolean;
}

/** A notice over the plot: what went wrong, what to do, and a button to retry. */
export function FailureNotice({ failure, onRetry, compact }: FailureNoticeProps) {
  const styles = useStyles2(getStyles);
  const [message, remedy] = [inWords(failure.message), inWords(failure.remedy)];
  if (compact) {
    return (
      <div className={styles.corner} role="alert">
        <IconButton
          name="exclamation-triangle"
          variant="destructive"
          tooltip={`${message} ${remedy}`}
          aria-label={t('failure.retry-after', '{{message}} Retry', { message })}
          onClick={onRetry}
        />
      </div>
    );
  }
  return (
    <div className={styles.card} role="alert" data-testid="residual-failure">
      <Icon name="exclamation-triangle" className={styles.icon} />
      <div>
        <div className={styles.message}>{message}</div>
        <div className={styles.remedy}>{remedy}</div>
      </div>
      <Button size="sm" variant="secondary" icon="sync" onClick={onRetry}>
        {t('failure.retry', 'Retry')}
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1, 1.5),
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.weak}`,
    borderLeft: `3px solid ${theme.colors.error.border}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z2,
    fontSize: theme.typography.bodySmall.fontSize,
    pointerEvents: 'auto',
  }),
  corner: css({ pointerEvents: 'auto' }),
  icon: css({ color: theme.colors.error.text, flexShrink: 0 }),
  message: css({ color: theme.colors.text.primary }),
  remedy: css({ color: theme.colors.text.secondary }),
});
