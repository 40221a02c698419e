import type { APIRequestContext } from '@playwright/test';
import { expect } from '@grafana/plugin-e2e';

export interface ScratchDashboard {
  /** Of the test file alone: two files may run against the same Grafana. */
  readonly uid: string;
  readonly time: { readonly from: string; readonly to: string };
  /** As a dashboard's JSON holds it. */
  readonly panel: object;
}

/** Adds a dashboard with one panel that fills it, for a test to do with what it likes. */
export async function addScratch(request: APIRequestContext, { uid, time, panel }: ScratchDashboard): Promise<void> {
  const dashboard = {
    uid,
    title: `Residual: end-to-end, ${uid}`,
    schemaVersion: 41,
    timezone: 'utc',
    time,
    panels: [{ ...panel, id: 1, gridPos: { x: 0, y: 0, w: 24, h: 16 } }],
  };
  const added = await request.post('api/dashboards/db', { data: { dashboard, overwrite: true } });
  expect(added.status()).toBe(200);
}

/** Takes the dashboard away, and what was kept as its annotations. */
export async function removeScratch(request: APIRequestContext, uid: string): Promise<void> {
  for (const { id } of await annotationsOf(request, uid)) {
    await request.delete(`api/annotations/${id}`);
  }
  await request.delete(`api/dashboards/uid/${uid}`);
}

export interface KeptAnnotation {
  readonly id: number;
  readonly tags: readonly string[];
  /** Epoch milliseconds. */
  readonly time: number;
  readonly timeEnd: number;
}

export async function annotationsOf(request: APIRequestContext, uid: string): Promise<KeptAnnotation[]> {
  const answer = await request.get(`api/annotations?dashboardUID=${uid}`);
  return answer.ok() ? answer.json() : [];
}
