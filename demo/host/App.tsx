import { css } from '@emotion/css';
import { createTheme, dateTime, type GrafanaTheme2, type PanelPlugin, rangeUtil, ThemeContext } from '@grafana/data';
import { config } from '@grafana/runtime';
import { GlobalStyles, PortalContainer, Tab, TabsBar, useStyles2 } from '@grafana/ui';
import React, { useCallback, useEffect, useMemo, useState } from 'react';
import { resolveRange, useAddress } from './dashboard/address';
import type { Dashboard } from './dashboard/dashboard';
import { DashboardGrid } from './dashboard/DashboardGrid';
import { Toolbar } from './dashboard/Toolbar';
import { OwnSeries } from './own/OwnSeries';
import { useOwnSeries } from './own/useOwnSeries';
import { readThemeName, storeThemeName, type ThemeName } from './themeName';

interface AppProps {
  readonly plugin: PanelPlugin;
  readonly dashboards: readonly Dashboard[];
  /** Names of the CSV files given on the command line. */ readonly csvFiles: readonly string[];
}

/** Grafana's theme of this name. Also sets it for code outside React's tree, as Grafana does. */
function themeOf(name: ThemeName): GrafanaTheme2 {
  const theme = createTheme({ colors: { mode: name } });
  config.theme2 = theme;
  return theme;
}

/** The page: Grafana's theme around one dashboard at a time. */
export function App(props: AppProps) {
  const [themeName, setThemeName] = useState(readThemeName);
  const theme = useMemo(() => themeOf(themeName), [themeName]);
  const choose = (name: ThemeName) => {
    storeThemeName(name);
    setThemeName(name);
  };
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <Page {...props} themeName={themeName} onTheme={choose} />
      <PortalContainer />
    </ThemeContext.Provider>
  );
}

function Page({
  plugin,
  dashboards,
  csvFiles,
  themeName,
  onTheme,
}: AppProps & { themeName: ThemeName; onTheme: (name: ThemeName) => void }) {
  const styles = useStyles2(getStyles);
  const [address, goTo] = useAddress();
  const [timeZone, setTimeZone] = useState('browser');
  const [refresh, setRefresh] = useState('');
  const [refreshedAt, setRefreshedAt] = useState(0);
  const own = useOwnSeries(csvFiles);
  const all = useMemo(() => [...dashboards, own.dashboard], [dashboards, own.dashboard]);
  const dashboard = all.find(({ id }) => id === address.dashboard) ?? all[csvFiles.length > 0 ? all.length - 1 : 0];
  const raw = address.range ?? dashboard.range;
  const { from, to } = raw;

  // Resolve a relative range again with every refresh and every step, because "now" has moved.
  const now = Math.max(refreshedAt, address.readAt);
  const range = useMemo(() => resolveRange({ from, to }, timeZone, now), [from, to, timeZone, now]);
  const reload = useCallback(() => setRefreshedAt(Date.now()), []);

  useEffect(() => {
    if (refresh === '') {
      return;
    }
    const timer = window.setInterval(reload, rangeUtil.intervalToMs(refresh));
    return () => window.clearInterval(timer);
  }, [refresh, reload]);

  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <img className={styles.mark} src="logo.svg" alt="" width={28} height={28} />
        <h1 className={styles.name}>Residual – anomaly detection</h1>
        <TabsBar hideBorder className={styles.tabs}>
          {all.map(({ id, title }) => (
            <Tab key={id} label={title} active={id === dashboard.id} href={`${window.location.search}#${id}`} />
          ))}
        </TabsBar>
        <div className={styles.pickers}>
          <Toolbar
            range={range}
            timeZone={timeZone}
            refresh={refresh}
            theme={themeName}
            onRange={(next) => goTo({ dashboard: dashboard.id, range: next })}
            onTimeZone={setTimeZone}
            onRefresh={reload}
            onRefreshInterval={setRefresh}
            onTheme={onTheme}
          />
        </div>
      </header>
      {dashboard.id === own.dashboard.id && (
        <OwnSeries
          problems={own.problems}
          dismiss={own.dismiss}
          addFiles={async (files) => {
            await own.addFiles(files);
            // Show the new files even if an earlier range excludes them.
            goTo({ dashboard: dashboard.id });
          }}
        />
      )}
      {dashboard.tiles.length > 0 && (
        <DashboardGrid
          key={dashboard.id}
          dashboard={dashboard}
          plugin={plugin}
          range={range}
          timeZone={timeZone}
          onChangeTimeRange={(next) =>
            goTo({ dashboard: dashboard.id, range: { from: dateTime(next.from), to: dateTime(next.to) } })
          }
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    display: 'flex',
    flexDirection: 'column',
    height: '100vh',
    background: theme.colors.background.canvas,
    color: theme.colors.text.primary,
  }),
  header: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    padding: theme.spacing(1, 2),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  mark: css({ display: 'block' }),
  name: css({ ...theme.typography.h4, margin: theme.spacing(0, 1, 0, 0) }),
  tabs: css({
    flex: 1,
    minWidth: 0,
    // A separate row if there is no room beside the pickers.
    [theme.breakpoints.down('lg')]: { order: 1, flexBasis: '100%' },
  }),
  pickers: css({ marginLeft: 'auto' }),
});
