import { expect, test } from '@playwright/test';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const LIBS = process.env.RESIDUAL_GRAFANA_LIBS ?? '.';

const closing: Array<() => void> = [];
test.afterEach(() => closing.splice(0).forEach((close) => close()));

/** Starts another page as a person would, and returns the address that it prints. */
async function npmStart(...args: string[]): Promise<string> {
  const command = ['scripts/start.mjs', '--no-open', '--port', '0', '--grafana-libs', LIBS, ...args];
  const child: ChildProcess = spawn(process.execPath, command, { cwd: ROOT });
  closing.push(() => child.kill());
  return new Promise((found, lost) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const url = /http:\/\/\S+/.exec(said);
      if (url) {
        found(url[0]);
      }
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('exit', (code) => lost(new Error(`npm start ended with ${code}: ${said}`)));
  });
}

/** Answers range queries with two series, a sine and a constant, as Prometheus does. */
async function startPrometheus(): Promise<string> {
  const server: Server = createServer((request, response) => {
    const asked = new URL(request.url ?? '', 'http://prometheus').searchParams;
    const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(asked.get(name)));
    const series = (mode: string, value: (time: number) => number) => ({
      metric: { __name__: 'cpu', mode },
      values: Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, i) => {
        const time = start + i * step;
        return [time, String(value(time))];
      }),
    });
    const result = [series('user', (time) => Math.sin((2 * Math.PI * time) / 1800)), series('idle', () => 1)];
    response.end(JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('opens the CSV files of the command line over the time that they cover', { tag: '@long' }, async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'residual-csv-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  const rows = Array.from({ length: 300 }, (_, i) => {
    const time = new Date(Date.UTC(2015, 0, 1) + i * 60_000).toISOString();
    return `${time},${Math.sin((2 * Math.PI * i) / 30)},${Math.cos((2 * Math.PI * i) / 30)}`;
  });
  writeFileSync(join(folder, 'old.csv'), ['time,in,out', ...rows].join('\n'));
  writeFileSync(join(folder, 'broken.csv'), 'time,in\nsoon,1\n');

  await page.goto(await npmStart('--csv', join(folder, 'old.csv'), '--csv', join(folder, 'broken.csv')));
  await expect(page.getByRole('heading', { name: 'old.csv' })).toBeVisible();
  await expect(page.getByTestId('csv-problem')).toContainText('broken.csv: row 1: "soon"');
  await expect(page.getByTestId('data-testid TimePicker Open Button')).toContainText('2015-01-01');
  await expect(page.getByTestId('residual-status')).toHaveText(/anomal/i);
});

test('draws what Prometheus answers, each series under its labels', { tag: '@long' }, async ({ page }) => {
  const url = await startPrometheus();
  await page.goto(await npmStart('--prometheus', url, '--query', 'cpu', '--range', '3h'));
  await expect(page.getByRole('heading', { name: 'cpu' })).toBeVisible();
  await expect(page.getByText('cpu{mode="user"}')).toBeVisible();
  await expect(page.getByTestId('residual-status')).toContainText('1 not judged');
});

test(
  "says in the panel's place that Prometheus does not answer, and goes on when it does",
  { tag: '@long' },
  async ({ page }) => {
    await page.goto(await npmStart('--prometheus', 'http://127.0.0.1:9', '--query', 'up'));
    await expect(page.getByTestId('place-message')).toContainText('Prometheus at http://127.0.0.1:9 does not respond');

    const matrix = { status: 'success', data: { resultType: 'matrix', result: [] } };
    await page.route('**/api/prometheus/**', (route) => route.fulfill({ json: matrix }));
    await page.getByRole('button', { name: 'Refresh dashboard' }).click();
    await expect(page.getByTestId('panel-data-error')).toHaveText('No data');
  }
);
