import { EventBusSrv, type PanelPlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { type BackendSrv, setAppEvents, setBackendSrv } from '@grafana/runtime';
import React, { type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { metricsDashboard } from './dashboards/metrics';
import { prometheusDashboard } from './dashboards/prometheus';
import { storyDashboard } from './dashboards/story';
import { tabBackend } from './grafana/backend';
import { initQueryRunner } from './grafana/dataSources';
import { loadPlugin } from './grafana/plugin';
import { initRegistries } from './grafana/editors';
import { readServerConfig, type ServerConfig } from './serverConfig';

/** Brings up what Grafana's app would, loads the plugin as built, and shows the dashboards or why there are none. */
async function start(show: (content: ReactNode) => void): Promise<void> {
  initRegistries();
  setAppEvents(new EventBusSrv());
  initQueryRunner();
  setBackendSrv(tabBackend as BackendSrv);
  await initPluginTranslations('residual-demo');
  const [config, plugin] = await Promise.all([readServerConfig(), loadPlugin()]);
  show(page(config, plugin));
}

function page({ csvFiles, prometheus }: ServerConfig, plugin: PanelPlugin): ReactNode {
  const live = prometheus ? [prometheusDashboard(prometheus)] : [];
  const dashboards = [...live, storyDashboard(Date.now()), metricsDashboard()];
  return <App plugin={plugin} dashboards={dashboards} csvFiles={csvFiles} />;
}

const place = document.getElementById('page');
if (place) {
  const root = createRoot(place);
  start((content) => root.render(content)).catch((error: unknown) => {
    root.render(
      <div role="alert" style={{ padding: 24, font: '16px sans-serif', color: 'gray' }}>
        {error instanceof Error ? error.message : String(error)}
      </div>
    );
  });
}
