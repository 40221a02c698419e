import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, Spinner, Tooltip, useStyles2 } from '@grafana/ui';
import { STATUS_WIDTH } from '../../chart/lane/laneKey';
import { useLoaded } from '../../shared/useLoaded';
import type { Status, StatusTone } from './status';
import type { PanelNotesInput } from './statusNotes';

interface StatusLineProps {
  readonly status: Status;
  readonly notes: PanelNotesInput;
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

/** The notes are read after the panel is drawn, so they come in a file of their own. */
const loadNotes = async () => (await import(/* webpackChunkName: "status" */ './StatusNotes')).StatusNotes;

/** The status in the panel's corner. Its tooltip says how the series were judged. */
export function StatusLine({ status, notes, compact }: StatusLineProps) {
  const styles = useStyles2(getStyles);
  const { tone, line, hasNotes } = status;
  const { part: StatusNotes } = useLoaded(loadNotes);
  return (
    <Tooltip
      content={StatusNotes ? <StatusNotes notes={notes} line={compact || line.length > LONG_LINE ? line : ''} /> : line}
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
        {!compact && hasNotes && tone !== 'warning' && <Icon name="info-circle" size="xs" />}
      </button>
    </Tooltip>
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
});
