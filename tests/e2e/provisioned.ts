import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ProvisionedPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly y: number; readonly h: number };
  readonly options?: { readonly content?: string };
}

export interface ProvisionedDashboard {
  readonly uid: string;
  readonly title: string;
  readonly time: { readonly from: string; readonly to: string };
  readonly panels: readonly ProvisionedPanel[];
}

export const PLUGIN_ID = 'residual-anomaly-panel';
/** Dashboards that need TestData alone, and the one that needs Prometheus. */
export const TESTDATA_FILES = ['story.json', 'options.json', 'many-series.json', 'bad-inputs.json'] as const;
export const PROMETHEUS_FILE = 'host.json';

const PROVISIONING = join(__dirname, '..', '..', 'provisioning');
/** Pixels of a row of Grafana's grid, its gap included. */
const ROW_PX = 38;
/** Height of the navigation and the controls above the grid, and some room below, pixels. */
const AROUND_PX = 300;

/** @param file its name in provisioning/dashboards */
export function readDashboard(file: string): ProvisionedDashboard {
  return JSON.parse(readFileSync(join(PROVISIONING, 'dashboards', file), 'utf8'));
}

export function residualPanels({ panels }: ProvisionedDashboard): ProvisionedPanel[] {
  return panels.filter(({ type }) => type === PLUGIN_ID);
}

/**
 * A viewport in which the whole dashboard is in view, pixels: Grafana draws no panel before it comes into view, and
 * scrolling would have to be waited for.
 */
export function viewportFor({ panels }: ProvisionedDashboard): { width: number; height: number } {
  const rows = Math.max(...panels.map(({ gridPos }) => gridPos.y + gridPos.h));
  return { width: 1600, height: rows * ROW_PX + AROUND_PX };
}
