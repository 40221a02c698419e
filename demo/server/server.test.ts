/** @jest-environment node */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { closeAll, get, serve as serveNothing, upstreamAt } from './pageServer.fixture';
import type { ServerOptions } from './server';

const folder = mkdtempSync(join(tmpdir(), 'residual-server-'));

beforeAll(() => {
  mkdirSync(join(folder, 'page'));
  mkdirSync(join(folder, 'plugin', 'wasm'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<title>page</title>');
  writeFileSync(join(folder, 'plugin', 'wasm', 'engine.wasm'), 'wasm');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'load.csv'), 'time,value\n1,2\n');
});
afterEach(closeAll);
afterAll(() => rmSync(folder, { recursive: true }));

function serve(options: Partial<ServerOptions> = {}): Promise<number> {
  return serveNothing({ page: join(folder, 'page'), plugin: join(folder, 'plugin'), ...options });
}

test('serves the page at the root, the plugin at Grafana’s path, and WebAssembly with its own type', async () => {
  const port = await serve();
  expect(await get(port, '/')).toMatchObject({
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: '<title>page</title>',
  });
  expect(await get(port, '/public/plugins/residual-anomaly-panel/wasm/engine.wasm?_cache=1')).toMatchObject({
    status: 200,
    headers: { 'content-type': 'application/wasm' },
    body: 'wasm',
  });
});

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/public/plugins/residual-anomaly-panel/..%2f..%2fsecret.txt',
  '/public/plugins/residual-anomaly-panel/../../../secret.txt',
  '/..%5csecret.txt',
  '/%00',
  '/%zz',
  '/wasm',
])('answers %s with "no such file" because it is outside the folder or missing', async (path) => {
  const answer = await get(await serve(), path);
  expect(answer.status).toBe(404);
  expect(answer.body).not.toContain('secret');
});

test.each([
  '//',
  '//index.html',
  '//attacker.example/api/config',
  'http://attacker.example/api/config',
  '/\\x/api/config',
])('answers %s with 404 because it names another server or nothing', async (path) => {
  expect((await get(await serve(), path)).status).toBe(404);
});

test('refuses other host names than those of this machine unless started for them', async () => {
  const elsewhere = { Host: 'attacker.example' };
  expect((await get(await serve(), '/', elsewhere)).status).toBe(403);
  expect((await get(await serve(), '/', { Host: 'localhost:8437' })).status).toBe(200);
  expect((await get(await serve(), '/', { Host: 'LocalHost:8437' })).status).toBe(200);
  expect((await get(await serve({ anyHost: true }), '/', elsewhere)).status).toBe(200);
});

test('refuses writes', async () => {
  expect((await get(await serve(), '/', {}, 'POST')).status).toBe(405);
});

test.each(['/', '/no-such-file', '/api/config'])('does not let other pages show %s in a frame', async (path) => {
  const { headers } = await get(await serve(), path);
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
});

test('serves the CSV files of the command line by number, without their folders', async () => {
  const port = await serve({ csv: [join(folder, 'load.csv'), join(folder, 'gone.csv')] });
  expect(JSON.parse((await get(port, '/api/config')).body)).toEqual({
    csvFiles: ['load.csv', 'gone.csv'],
    prometheus: null,
  });
  expect(await get(port, '/api/csv/0')).toMatchObject({ status: 200, body: 'time,value\n1,2\n' });
  const gone = await get(port, '/api/csv/1');
  expect(gone.status).toBe(500);
  expect(gone.body).not.toContain(folder);
  expect((await get(port, '/api/csv/2')).status).toBe(404);
});

test('gives the page the Prometheus settings without the credentials', async () => {
  const prometheus = { ...upstreamAt('http://localhost:9090'), authorization: 'Bearer sesame' };
  const { body } = await get(await serve({ prometheus }), '/api/config');
  expect(JSON.parse(body).prometheus).toEqual({
    url: 'http://localhost:9090',
    queries: ['up', 'rate(x[1m])'],
    step: null,
    range: '6h',
  });
});

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('closes a file when the page leaves in the middle of it', async () => {
  writeFileSync(join(folder, 'large.csv'), Buffer.alloc(20_000_000, '1\n'));
  const port = await serve({ csv: [join(folder, 'large.csv')] });
  const openFiles = () => readdirSync('/proc/self/fd').length;
  const before = openFiles();
  for (let visit = 0; visit < 5; visit++) {
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /api/csv/0 HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
  }
  for (let tries = 0; openFiles() > before && tries < 40; tries++) {
    await wait(50);
  }
  expect(openFiles()).toBeLessThanOrEqual(before);
});
