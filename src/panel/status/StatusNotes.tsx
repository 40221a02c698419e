import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type PanelNotesInput, panelNotes } from './statusNotes';

interface StatusNotesProps {
  readonly notes: PanelNotesInput;
  /** The status line, if it is not readable without the notes. */
  readonly line: string;
}

/** How the series were judged, in groups with titles. */
export function StatusNotes({ notes, line }: StatusNotesProps) {
  const styles = useStyles2(getStyles);
  const groups = useMemo(() => panelNotes(notes), [notes]);
  return (
    <div className={styles.notes}>
      {(line !== '' || groups.length === 0) && <div className={styles.title}>{line}</div>}
      {groups.map(({ title, items }) => (
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
