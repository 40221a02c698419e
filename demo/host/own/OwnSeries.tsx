import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, FileDropzone, FileDropzoneDefaultChildren, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { OwnSeriesState } from './useOwnSeries';

/** A drop zone for CSV files, with a message for each unreadable file. */
export function OwnSeries({ problems, addFiles, dismiss }: Omit<OwnSeriesState, 'dashboard'>) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box}>
      <FileDropzone
        id="csv-file"
        options={{ multiple: true, onDrop: (accepted) => void addFiles(accepted) }}
        fileListRenderer={() => null}
      >
        <FileDropzoneDefaultChildren
          primaryText="Drop CSV files here, or click to choose them"
          secondaryText="time,value[,value…] with a header; times in ISO 8601 or epoch seconds or milliseconds. No file leaves this page."
        />
      </FileDropzone>
      {problems.map((problem) => (
        <Alert
          key={problem}
          severity="error"
          title={problem}
          data-testid="csv-problem"
          onRemove={() => dismiss(problem)}
        />
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), padding: theme.spacing(2, 2, 0) }),
});
