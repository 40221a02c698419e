/** @jest-environment node */
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { closeAll, get, listen, RANGE_PATH, serve, serveBefore, upstreamAt } from './pageServer.fixture';

const MATRIX = JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [] } });
const LIMITS = { answerBytes: 1_000_000, heldBytes: 4_000_000, answerMs: 10_000 };
const BASIC = `Basic ${Buffer.from('reader:sesame').toString('base64')}`;

afterEach(closeAll);

test('requests the query of that number below the given address and passes on the answer', async () => {
  const asked: string[] = [];
  const port = await serveBefore((incoming, response) => {
    asked.push(incoming.url ?? '');
    response.end(MATRIX);
  });
  const answer = await get(port, RANGE_PATH.replace('query=0', 'query=1'));
  expect(answer.body).toBe(MATRIX);
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
  let asked = 0;
  const port = await serveBefore((_, response) => {
    asked++;
    response.end(MATRIX);
  });
  expect((await get(port, RANGE_PATH.replace('query=0', 'query=7'))).status).toBe(404);
  expect((await get(port, RANGE_PATH.replace('query=0', 'query=up'))).status).toBe(400);
  expect((await get(port, '/api/prometheus/query_range?query=0&start=1&end=2')).status).toBe(400);
  expect((await get(port, '/api/prometheus/admin/tsdb/delete_series')).status).toBe(404);
  expect((await get(await serve(), RANGE_PATH)).status).toBe(404);
  expect(asked).toBe(0);
});

test("passes on Prometheus's own error about a query, on one line of limited length", async () => {
  const error = `parse error\u001b[31m at\nchar 3 ${'x'.repeat(1000)}`;
  const port = await serveBefore((_, response) => {
    response.writeHead(400).end(JSON.stringify({ status: 'error', errorType: 'bad_data', error }));
  });
  const { status, body } = await get(port, RANGE_PATH);
  expect(status).toBe(502);
  expect(body).toContain('refused the query: parse error [31m at char 3 xxx');
  expect(body.length).toBeLessThanOrEqual(400);
});

test('reports an answer that is not from Prometheus, and a missing answer', async () => {
  const other = await serveBefore((_, response) => response.end('<html>'));
  expect((await get(other, RANGE_PATH)).body).toContain('is not Prometheus');

  const closed = createServer();
  const port = await listen(closed);
  await new Promise((resolve) => closed.close(resolve));
  const answer = await get(await serve({ prometheus: upstreamAt(`http://127.0.0.1:${port}`) }), RANGE_PATH);
  expect(answer.status).toBe(502);
  expect(answer.body).toBe(
    `Prometheus at http://127.0.0.1:${port} does not respond (ECONNREFUSED). Is it running there?`
  );
});

test.each([301, 302, 303, 307, 308])('follows no redirect (%d) and does not repeat its target', async (status) => {
  const reached: unknown[] = [];
  const elsewhere = await listen(
    createServer((incoming, response) => {
      reached.push(incoming.headers);
      response.end(MATRIX);
    })
  );
  const location = `http://127.0.0.1:${elsewhere}/login?state=hidden`;
  const port = await serveBefore((_, response) => response.writeHead(status, { Location: location }).end());
  const answer = await get(port, RANGE_PATH);
  expect(answer.status).toBe(502);
  expect(answer.body).toContain(`redirects to another address (HTTP ${status})`);
  expect(answer.body).not.toContain('hidden');
  expect(reached).toEqual([]);
});

test.each<[string, (body: Buffer) => Buffer, Record<string, string>]>([
  ['as it is', (body) => body, {}],
  ['announced by its length', (body) => body, { 'Content-Length': '2000000' }],
  ['compressed to little', gzipSync, { 'Content-Encoding': 'gzip' }],
])('refuses an answer over the limit, %s', async (_, pack, headers) => {
  const body = pack(Buffer.concat([Buffer.from(MATRIX), Buffer.alloc(2_000_000 - MATRIX.length, ' ')]));
  const port = await serveBefore((__, response) => response.writeHead(200, headers).end(body), {}, LIMITS);
  const answer = await get(port, RANGE_PATH);
  expect(answer.status).toBe(502);
  expect(answer.body).toContain('responds with more than 1 MB. Ask for less');
});

test('passes on an answer within the limit, compressed or not', async () => {
  const body = MATRIX.replace('[]', `[${' '.repeat(900_000)}]`);
  const plain = await serveBefore((_, response) => response.end(body), {}, LIMITS);
  expect((await get(plain, RANGE_PATH)).body).toBe(body);
  const zipped = await serveBefore(
    (_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(body)),
    {},
    LIMITS
  );
  expect((await get(zipped, RANGE_PATH)).body).toBe(body);
});

test('holds at most the limit of all answers together, and accepts new ones after they are sent', async () => {
  const body = MATRIX.replace('[]', `[${' '.repeat(780_000)}]`);
  let together = true;
  const finish: Array<() => void> = [];
  const port = await serveBefore(
    (_, response) => {
      if (!together) {
        response.end(body);
        return;
      }
      response.write(body.slice(0, 770_000));
      finish.push(() => response.end(body.slice(770_000)));
    },
    {},
    LIMITS
  );
  const asked = Array.from({ length: 6 }, () => get(port, RANGE_PATH));
  // No request ends until one is refused.
  await Promise.race(asked);
  finish.forEach((end) => end());
  const answers = await Promise.all(asked);
  const refused = answers.filter(({ status }) => status === 502);
  // Five of them are 3.9 MB.
  expect(refused).toHaveLength(1);
  expect(refused[0].body).toContain('responds with more than 4 MB in total');
  together = false;
  for (let again = 0; again < 6; again++) {
    expect((await get(port, RANGE_PATH)).status).toBe(200);
  }
});

test('gives up an answer that does not end in time', async () => {
  const port = await serveBefore((_, response) => response.write('{'), {}, { ...LIMITS, answerMs: 100 });
  const answer = await get(port, RANGE_PATH);
  expect(answer.status).toBe(502);
  expect(answer.body).toContain('did not respond in full within 0.1 seconds');
});

test.each([
  ['before the answer begins', false],
  ['in the middle of the answer', true],
])('withdraws its request when the page leaves %s', async (_, begins) => {
  let gone: (() => void) | undefined;
  const withdrawn = new Promise<void>((resolve) => (gone = resolve));
  const page = new AbortController();
  const port = await serveBefore((__, response) => {
    response.once('close', () => gone?.());
    if (begins) {
      response.write(MATRIX.slice(0, 20));
    }
    setTimeout(() => page.abort(), 50);
  });
  await expect(get(port, RANGE_PATH, {}, 'GET', page.signal)).rejects.toThrow();
  await withdrawn;
});

test('sends the credentials as a header, and none of the page’s own', async () => {
  const seen: unknown[] = [];
  const upstream = (authorization: string | null) =>
    serveBefore(
      (incoming, response) => {
        seen.push(incoming.headers.authorization);
        response.end(MATRIX);
      },
      { authorization }
    );
  await get(await upstream(BASIC), RANGE_PATH, { Authorization: 'Bearer page', Cookie: 'a=b' });
  await get(await upstream(null), RANGE_PATH, { Authorization: 'Bearer page', Cookie: 'a=b' });
  expect(seen).toEqual([BASIC, undefined]);
});

test('reports missing or refused credentials', async () => {
  const answer = async (authorization: string | null) => {
    const port = await serveBefore((_, response) => response.writeHead(401).end(), { authorization });
    return (await get(port, RANGE_PATH)).body;
  };
  expect(await answer(null)).toContain('asks for credentials (HTTP 401). Give them with --prometheus-credentials FILE');
  expect(await answer(BASIC)).toContain('refuses the credentials (HTTP 401)');
});

test.each([
  ['a complaint', 400, 'header', (secret: string) => ({ error: `bad header ${secret}` })],
  ['a complaint', 400, 'pair', () => ({ error: 'no user reader:sesame' })],
  ['a complaint', 400, 'password', () => ({ error: 'wrong password sesame' })],
  ['a label', 200, 'header', (auth: string) => ({ data: { resultType: 'matrix', result: [{ metric: { auth } }] } })],
])('lets no credentials back to the page in %s (%d, %s)', async (_, status, __, body) => {
  const port = await serveBefore(
    (incoming, response) => response.writeHead(status).end(JSON.stringify(body(incoming.headers.authorization ?? ''))),
    { authorization: BASIC }
  );
  const answer = await get(port, RANGE_PATH);
  expect(answer.status).toBe(502);
  expect(answer.body).not.toContain('sesame');
  expect(answer.body).not.toContain(BASIC.slice(6));
});
