/** @jest-environment node */
import { createServer as createHttpServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { postgresSink } from './postgres';
import { graphiteSink, influxdbSink, victoriaMetricsSink } from './sinks';

const ROWS = [
  { time: 1_700_000_000_000, value: 40 },
  { time: 1_700_000_010_000, value: 41 },
];

const open: Array<HttpServer | Server> = [];
afterEach(() => {
  open.splice(0).forEach((server) => server.close());
});

async function listening<Some extends HttpServer | Server>(server: Some): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) {
    text += String(part);
  }
  return text;
}

/** A database that answers each request with this status; what it was asked. */
async function database(status: number, answer = '') {
  const asked: string[] = [];
  const port = await listening(
    createHttpServer((request, response) => {
      void textOf(request).then((text) => {
        asked.push(`${request.url}\n${text}`);
        response.writeHead(status).end(answer);
      });
    })
  );
  return { url: `http://127.0.0.1:${port}`, asked };
}

test('InfluxDB gets lines with times in milliseconds', async () => {
  const { url, asked } = await database(204);
  await influxdbSink(url, 'sources')(ROWS);
  expect(asked).toEqual([
    '/write?db=sources&precision=ms\nrequests value=40 1700000000000\nrequests value=41 1700000010000\n',
  ]);
});

test('VictoriaMetrics gets samples in the text format with times', async () => {
  const { url, asked } = await database(204);
  await victoriaMetricsSink(url)(ROWS);
  expect(asked).toEqual([
    '/api/v1/import/prometheus\ndemo_requests_count 40 1700000000000\ndemo_requests_count 41 1700000010000\n',
  ]);
});

test('a database that refuses rows is quoted', async () => {
  const { url } = await database(404, '{"error":"database not found"}\n');
  await expect(influxdbSink(url, 'sources')(ROWS)).rejects.toThrow('404 {"error":"database not found"}');
});

test('Graphite gets lines with times in seconds', async () => {
  let received = '';
  const port = await listening(
    createServer((socket) => {
      socket.on('data', (part) => (received += String(part)));
    })
  );
  await graphiteSink('127.0.0.1', port)(ROWS);
  expect(received).toBe('demo.requests.count 40 1700000000\ndemo.requests.count 41 1700000010\n');
});

describe('PostgreSQL', () => {
  const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
  const TRUSTED = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]);
  const PASSWORD = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]);
  const REFUSED = Buffer.from('E\0\0\0\x13SERROR\0Mno room\0\0', 'latin1');

  /** A server that answers the start-up and the query with these bytes; what it was sent. */
  async function server(start: Buffer, answer: Buffer) {
    const sent: Buffer[] = [];
    const port = await listening(
      createServer((socket) => {
        socket.on('error', () => undefined);
        socket.on('data', (part: Buffer) => {
          sent.push(part);
          socket.write(sent.length === 1 ? start : answer);
        });
      })
    );
    return { sent, sink: postgresSink({ host: '127.0.0.1', port, user: 'residual', database: 'sources' }) };
  }

  test('gets a table and rows that it ignores if it has them', async () => {
    const { sent, sink } = await server(Buffer.concat([TRUSTED, READY]), READY);
    await sink(ROWS);
    expect(sent[0].subarray(4, 8)).toEqual(Buffer.from([0, 3, 0, 0]));
    expect(sent[0].toString('latin1', 8)).toBe('user\0residual\0database\0sources\0\0');
    const query = sent[1].toString('latin1');
    expect(query).toMatch(/^Q/);
    expect(query).toContain('CREATE TABLE IF NOT EXISTS requests');
    expect(query).toContain('(to_timestamp(1700000000000 / 1000.0), 40), (to_timestamp(1700000010000 / 1000.0), 41)');
    expect(query).toContain('ON CONFLICT DO NOTHING');
    expect(sent[1].readInt32BE(1)).toBe(sent[1].length - 1);
  });

  test('is quoted if it refuses', async () => {
    const { sink } = await server(Buffer.concat([TRUSTED, READY]), REFUSED);
    await expect(sink(ROWS)).rejects.toThrow('no room');
  });

  test('may not ask for a password', async () => {
    const { sink } = await server(PASSWORD, READY);
    await expect(sink(ROWS)).rejects.toThrow('asks for a password');
  });
});
