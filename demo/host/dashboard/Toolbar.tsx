import { css } from '@emotion/css';
import { dateTime, type GrafanaTheme2, type RawTimeRange, type TimeRange } from '@grafana/data';
import { RefreshPicker, TimeRangePicker, ToolbarButton, ToolbarButtonRow, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { ThemeName } from '../themeName';

interface ToolbarProps {
  readonly range: TimeRange;
  readonly timeZone: string;
  readonly refresh: string;
  readonly theme: ThemeName;
  readonly onRange: (range: RawTimeRange) => void;
  readonly onTimeZone: (timeZone: string) => void;
  readonly onRefresh: () => void;
  readonly onRefreshInterval: (interval: string) => void;
  readonly onTheme: (theme: ThemeName) => void;
}

/** Grafana's own pickers for the time range and the refresh, and the light or dark switch. */
export function Toolbar(props: ToolbarProps) {
  const { range, timeZone, refresh, theme, onRange, onTimeZone, onRefresh, onRefreshInterval, onTheme } = props;
  const styles = useStyles2(getStyles);
  const from = range.from.valueOf();
  const to = range.to.valueOf();
  const go = (nextFrom: number, nextTo: number) => onRange({ from: dateTime(nextFrom), to: dateTime(nextTo) });
  const half = (to - from) / 2;
  const other: ThemeName = theme === 'dark' ? 'light' : 'dark';

  return (
    <div className={styles.row}>
      <TimeRangePicker
        value={range}
        timeZone={timeZone}
        isOnCanvas
        onChange={({ raw }) => onRange(raw)}
        onChangeTimeZone={onTimeZone}
        onMoveBackward={() => go(from - half, to - half)}
        onMoveForward={() => go(from + half, to + half)}
        onZoom={() => go(from - half, to + half)}
      />
      <RefreshPicker
        value={refresh}
        isOnCanvas
        onRefresh={onRefresh}
        onIntervalChanged={onRefreshInterval}
        tooltip="Refresh dashboard"
      />
      <ToolbarButtonRow>
        <ToolbarButton
          icon="palette"
          variant="canvas"
          tooltip={`Change to the ${other} theme`}
          aria-label={`Change to the ${other} theme`}
          onClick={() => onTheme(other)}
        />
      </ToolbarButtonRow>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1), minWidth: 0 }),
});
