/** @jest-environment node */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPageServer, type ServerOptions } from './server';

const folder = mkdtempSync(join(tmpdir(), 'residual-server-'));
const started: Server[] = [];

beforeAll(() => {
  mkdirSync(join(folder, 'page'));
  mkdirSync(join(folder, 'plugin', 'wasm'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<title>page</title>');
  writeFileSync(join(folder, 'plugin', 'wasm', 'engine.wasm'), 'wasm');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'load.csv'), 'time,value\n1,2\n');
});
afterEach(() => started.splice(0).forEach((server) => server.close()));
afterAll(() => rmSync(folder, { recursive: true }));

async function listen(server: Server): Promise<number> {
  started.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function serve(options: Partial<ServerOptions> = {}): Promise<number> {
  const base = {
    page: join(folder, 'page'),
    plugin: join(folder, 'plugin'),
    csv: [],
    prometheus: null,
    anyHost: false,
  };
  return listen(createPageServer({ ...base, ...options }));
}

interface Answer {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

/** A request as it is written: `fetch` would tidy up the path and the Host header. */
function get(port: number, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ port, path, headers, method, host: '127.0.0.1', agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, type: response.headers['content-type'], body }));
    })
      .on('error', reject)
      .end();
  });
}

test('serves the page at the root and the plugin where Grafana has it, WebAssembly under its own type', async () => {
  const port = await serve();
  expect(await get(port, '/')).toMatchObject({
    status: 200,
    type: 'text/html; charset=utf-8',
    body: '<title>page</title>',
  });
  expect(await get(port, '/public/plugins/residual-anomaly-panel/wasm/engine.wasm?_cache=1')).toMatchObject({
    status: 200,
    type: 'application/wasm',
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
])('answers %s with "no such file", for it lies outside or is none', async (path) => {
  const answer = await get(await serve(), path);
  expect(answer.status).toBe(404);
  expect(answer.body).not.toContain('secret');
});

test('refuses other host names than those of this machine unless started for them', async () => {
  const elsewhere = { Host: 'attacker.example' };
  expect((await get(await serve(), '/', elsewhere)).status).toBe(403);
  expect((await get(await serve(), '/', { Host: 'localhost:8437' })).status).toBe(200);
  expect((await get(await serve({ anyHost: true }), '/', elsewhere)).status).toBe(200);
});

test('refuses to be written to', async () => {
  expect((await get(await serve(), '/', {}, 'POST')).status).toBe(405);
});

test('hands out the CSV files of the command line by number, without their folders', async () => {
  const port = await serve({ csv: [join(folder, 'load.csv'), join(folder, 'gone.csv')] });
  expect(JSON.parse((await get(port, '/api/config')).body)).toEqual({
    csvFiles: ['load.csv', 'gone.csv'],
    prometheus: null,
  });
  expect(await get(port, '/api/csv/0')).toMatchObject({ status: 200, body: 'time,value\n1,2\n' });
  expect((await get(port, '/api/csv/1')).status).toBe(500);
  expect((await get(port, '/api/csv/2')).status).toBe(404);
});

describe('in front of Prometheus', () => {
  const RANGE = 'start=1700000000&end=1700003600&step=15';
  const MATRIX = { status: 'success', data: { resultType: 'matrix', result: [] } };

  async function serveBefore(answer: RequestListener): Promise<number> {
    const upstream = await listen(createServer(answer));
    const url = `http://127.0.0.1:${upstream}/prom`;
    return serve({ prometheus: { url, queries: ['up', 'rate(x[1m])'], step: null, range: '6h' } });
  }

  test('asks below the given address for the query of that number and passes the answer on', async () => {
    const asked: string[] = [];
    const port = await serveBefore((incoming, response) => {
      asked.push(incoming.url ?? '');
      response.end(JSON.stringify(MATRIX));
    });
    const answer = await get(port, `/api/prometheus/query_range?query=1&${RANGE}`);
    expect(JSON.parse(answer.body)).toEqual(MATRIX);
    const url = new URL(asked[0], 'http://upstream');
    expect(url.pathname).toBe('/prom/api/v1/query_range');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      query: 'rate(x[1m])',
      start: '1700000000',
      end: '1700003600',
      step: '15',
    });
  });

  test('lets nothing else through', async () => {
    const port = await serveBefore((_, response) => response.end(JSON.stringify(MATRIX)));
    expect((await get(port, `/api/prometheus/query_range?query=7&${RANGE}`)).status).toBe(404);
    expect((await get(port, `/api/prometheus/query_range?query=up&${RANGE}`)).status).toBe(400);
    expect((await get(port, '/api/prometheus/query_range?query=0&start=1&end=2')).status).toBe(400);
    expect((await get(port, '/api/prometheus/admin/tsdb/delete_series')).status).toBe(404);
    expect((await get(await serve(), `/api/prometheus/query_range?query=0&${RANGE}`)).status).toBe(404);
  });

  test("passes on Prometheus's own complaint about a query", async () => {
    const port = await serveBefore((_, response) => {
      response
        .writeHead(400)
        .end(JSON.stringify({ status: 'error', errorType: 'bad_data', error: 'parse error at char 3' }));
    });
    const answer = await get(port, `/api/prometheus/query_range?query=0&${RANGE}`);
    expect(answer.status).toBe(502);
    expect(answer.body).toContain('parse error at char 3');
  });

  test('says so when something else answers, and when nothing does', async () => {
    const other = await serveBefore((_, response) => response.end('<html>'));
    expect((await get(other, `/api/prometheus/query_range?query=0&${RANGE}`)).body).toContain('no Prometheus');

    const closed = createServer();
    const port = await listen(closed);
    await new Promise((resolve) => closed.close(resolve));
    const down = await serve({
      prometheus: { url: `http://127.0.0.1:${port}`, queries: ['up'], step: null, range: '6h' },
    });
    const answer = await get(down, `/api/prometheus/query_range?query=0&${RANGE}`);
    expect(answer.status).toBe(502);
    expect(answer.body).toBe(
      `Prometheus at http://127.0.0.1:${port} does not answer (ECONNREFUSED). Is it running there?`
    );
  });
});
