import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, Spinner, Tooltip, useStyles2 } from '@grafana/ui';
import { STATUS_WIDTH } from '../../chart/lane/laneKey';
import type { Status, StatusTone } from './status';

interface StatusLineProps {
  readonly status: Status;
  /** Shows an icon without text. */
  readonly compact: boolean;
}

/** Longer lines may be cut off, so the tooltip repeats them. */
const LONG_LINE = 40;

const ICONS: Record<Exclude<StatusTone, 'busy'>, IconName> = {
  calm: 'check',
  found: 'exclamation-triangle',
  warning: 'info-circle',
};

/** The status in the panel's corner. Its tooltip says how the series were judged. */
export function StatusLine({ status, compact }: StatusLineProps) {
  const styles = useStyles2(getStyles);
  const { tone, line, notes } = status;
  return (
    <Tooltip
      content={<StatusNotes status={status} withLine={compact || line.length > LONG_LINE} />}
      placement="top-end"
      interactive
    >
      <button
        type="button"
        className={styles.line}
        aria-label={compact ? line : undefined}
        data-testid="residual-status"
      >
        {tone === 'busy' ? (
          <Spinner inline size="xs" />
        ) : (
          <Icon name={ICONS[tone]} size="xs" className={styles[tone]} />
        )}
        {!compact && (
          <span role="status" className={styles.text}>
            {line}
          </span>
        )}
        {!compact && notes.length > 0 && tone !== 'warning' && <Icon name="info-circle" size="xs" />}
      </button>
    </Tooltip>
  );
}

function StatusNotes({ status: { line, notes }, withLine }: { status: Status; withLine: boolean }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.notes}>
      {(withLine || notes.length === 0) && <div className={styles.title}>{line}</div>}
      {notes.map(({ title, items }) => (
        <div key={title}>
          <div className={styles.title}>{title}</div>
          {items.map((item, index) => (
            // Titles and items may repeat, because series may share a name.
            <div key={index}>{item}</div>
          ))}
        </div>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    height: 18,
    padding: theme.spacing(0, 0.5),
    border: 0,
    borderRadius: theme.shape.radius.default,
    background: 'transparent',
    color: theme.colors.text.secondary,
    fontSize: 11,
    lineHeight: 1,
    whiteSpace: 'nowrap',
    cursor: 'default',
    '&:hover': { color: theme.colors.text.primary, background: theme.colors.action.hover },
  }),
  text: css({ maxWidth: STATUS_WIDTH - 40, overflow: 'hidden', textOverflow: 'ellipsis', lineHeight: '18px' }),
  calm: css({ color: theme.colors.success.text }),
  found: css({ color: theme.colors.error.text }),
  warning: css({ color: theme.colors.warning.text }),
  notes: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    maxWidth: 360,
    // Otherwise Korean text breaks within words.
    wordBreak: 'keep-all',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
});
