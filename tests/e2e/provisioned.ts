import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ProvisionedPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
}

export interface ProvisionedDashboard {
  readonly uid: string;
  readonly title: string;
  readonly time: { readonly from: string; readonly to: string };
  readonly panels: readonly ProvisionedPanel[];
}

export const PLUGIN_ID = 'residual-anomaly-panel';
/** Dashboards that need TestData alone, and the one that needs Prometheus. */
export const TESTDATA_FILES = [
  'story.json',
  'options.json',
  'many-series.json',
  'first-days.json',
  'bad-inputs.json',
] as const;
export const PROMETHEUS_FILE = 'host.json';

const PROVISIONING = join(__dirname, '..', '..', 'provisioning');
/** @param file its name in provisioning/dashboards */
export function readDashboard(file: string): ProvisionedDashboard {
  return JSON.parse(readFileSync(join(PROVISIONING, 'dashboards', file), 'utf8'));
}

export function residualPanels({ panels }: ProvisionedDashboard): ProvisionedPanel[] {
  return panels.filter(({ type }) => type === PLUGIN_ID);
}
