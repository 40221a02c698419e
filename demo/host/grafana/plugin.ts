import { PanelPlugin, type PanelPluginMeta } from '@grafana/data';
import { loadAmdModule } from './amd';
import { SHARED_LIBRARIES } from './libraries';
import { loadTranslations } from './translations';

const PLUGIN_PATH = 'public/plugins/residual-anomaly-panel';

/** Loads dist/module.js and its manifest as Grafana does. Rejects with a sentence to show. */
export async function loadPlugin(): Promise<PanelPlugin> {
  const base = new URL(PLUGIN_PATH, document.baseURI).href;
  const manifest = await readManifest(`${base}/plugin.json`);
  await loadTranslations(base, manifest);
  const exported = await loadAmdModule(`${base}/module.js`, SHARED_LIBRARIES);
  const plugin: unknown = isRecord(exported) ? exported.plugin : undefined;
  if (!(plugin instanceof PanelPlugin)) {
    throw new Error(`${base}/module.js exports no panel plugin.`);
  }
  plugin.meta = { ...manifest, baseUrl: PLUGIN_PATH, module: `${PLUGIN_PATH}/module.js`, sort: 0 };
  return plugin;
}

async function readManifest(url: string): Promise<PanelPluginMeta> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url} could not be loaded (HTTP ${response.status}). Is the plugin built? Run npm start again.`);
  }
  return response.json();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
