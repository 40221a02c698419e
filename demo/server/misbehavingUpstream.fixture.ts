import fc from 'fast-check';
import { createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { listen } from './pageServer.fixture';

export const MATRIX =
  '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"a":"b"},"values":[[1,"2"]]}]}}';

/** How an upstream answers: each part is correct, or wrong in one way. */
export interface Behaviour {
  readonly head: string;
  readonly body: Buffer;
  readonly coding: 'none' | 'gzip' | 'other';
  readonly framing:
    'length' | 'chunked' | 'close' | 'too short' | 'too long' | 'no number' | 'two lengths' | 'bad chunk';
  readonly headers: readonly string[];
  /** Bytes of each write. */ readonly pieceBytes: number;
  readonly ending: 'keep' | 'close' | 'reset' | 'hang half-way' | 'close half-way' | 'reset half-way';
}

const OK = 'HTTP/1.1 200 OK';

/** Behaviours whose redirects and headers lead to `decoy`. Some bodies contain `secrets`. The limit is in bytes. */
export function behaviours(decoy: string, secrets: readonly string[], limit: number): fc.Arbitrary<Behaviour> {
  const statuses = [204, 206, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 422, 429, 500, 503, 600, 999];
  const error = fc
    .tuple(fc.string({ unit: 'binary', maxLength: 600 }), fc.constantFrom('', ...secrets))
    .map(([text, secret]) => JSON.stringify({ status: 'error', error: text + secret }));
  const text = fc.oneof(
    { weight: 4, arbitrary: fc.constant(MATRIX) },
    fc.nat(MATRIX.length).map((cut) => MATRIX.slice(0, cut)),
    fc.nat(2 * limit).map((blanks) => MATRIX.replace('[', `[${' '.repeat(blanks)}`)),
    fc.constantFrom(...secrets).map((secret) => MATRIX.replace('"b"', JSON.stringify(secret))),
    error,
    fc.json(),
    fc.constantFrom('', '<html>', '{"data":{"resultType":"vector","result":[]}}')
  );
  const header = fc.constantFrom(
    `Location: ${decoy}/login`,
    `Location: //${decoy.slice('http://'.length)}`,
    'Location: not:an address',
    `Refresh: 0; url=${decoy}`,
    `Link: <${decoy}>; rel=preload`,
    `Set-Cookie: a=${secrets[0]}`,
    'Content-Type: text/html',
    'Content-Type: application/json',
    'Content-Type: ;;;',
    'Access-Control-Allow-Origin: *',
    'X: '.padEnd(20_000, 'x'),
    'no header at all'
  );
  return fc.record<Behaviour>({
    head: fc.oneof(
      { weight: 6, arbitrary: fc.constant(OK) },
      { weight: 4, arbitrary: fc.constantFrom(...statuses).map((status) => `HTTP/1.1 ${status} Some`) },
      fc.constantFrom(
        'HTTP/1.0 200 OK',
        'HTTP/1.1 100 Continue',
        'HTTP/1.1 101 Switching Protocols',
        'HTTP/9.9 200',
        ''
      ),
      fc.string({ maxLength: 40 })
    ),
    body: fc.oneof(
      { weight: 6, arbitrary: text.map((written) => Buffer.from(written)) },
      fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes))
    ),
    coding: either('none', 'gzip', 'other'),
    framing: either('length', 'chunked', 'close', 'too short', 'too long', 'no number', 'two lengths', 'bad chunk'),
    headers: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(header, { maxLength: 4 })),
    pieceBytes: fc.constantFrom(100_000, 1000, 100, 7),
    ending: either('keep', 'close', 'reset', 'hang half-way', 'close half-way', 'reset half-way'),
  });
}

/** The body that the page must get; null if the server must refuse it or may do either. */
export function cleanBody(behaviour: Behaviour, limit: number): string | null {
  const { head, body, coding, framing, headers, ending } = behaviour;
  const whole = ending === 'close' || (ending === 'keep' && framing !== 'close');
  const read = ['none', 'gzip'].includes(coding) && ['length', 'chunked', 'close'].includes(framing);
  const plain = headers.every((header) => !header.startsWith('X: ') && header.includes(':'));
  const text = body.toString();
  return head === OK && whole && read && plain && text === MATRIX && body.length <= limit ? text : null;
}

/** Starts an upstream that answers a request by `behaviourAt` of its `start`. Returns its port and its number of open connections. */
export async function startMisbehaving(
  behaviourAt: (start: number) => Behaviour
): Promise<{ port: number; open: () => number }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let request = '';
    socket.on('data', (chunk) => {
      request += chunk.toString('latin1');
      if (request.endsWith('\r\n\r\n')) {
        const start = /[?&]start=(\d+)/.exec(request)?.[1];
        request = '';
        void answer(socket, behaviourAt(Number(start)));
      }
    });
  });
  return { port: await listen(server), open: () => sockets.size };
}

async function answer(socket: Socket, behaviour: Behaviour): Promise<void> {
  const { ending, pieceBytes } = behaviour;
  const bytes = wire(behaviour);
  const end = ending.endsWith('half-way') ? bytes.length >> 1 : bytes.length;
  for (let from = 0; from < end && !socket.destroyed; from += pieceBytes) {
    socket.write(bytes.subarray(from, Math.min(end, from + pieceBytes)));
    // Otherwise the pieces arrive as one.
    await new Promise(setImmediate);
  }
  if (ending.startsWith('close')) {
    socket.end();
  } else if (ending.startsWith('reset')) {
    socket.resetAndDestroy();
  }
}

function wire({ head, body, coding, framing, headers }: Behaviour): Buffer {
  const coded = {
    none: () => body,
    gzip: () => gzipSync(body),
    other: () => body,
  }[coding]();
  const codingName = {
    none: [],
    gzip: ['gzip'],
    other: ['x-other'],
  }[coding].map((name) => `Content-Encoding: ${name}`);
  const { length } = coded;
  const framed = {
    length: [`Content-Length: ${length}`],
    chunked: ['Transfer-Encoding: chunked'],
    close: ['Connection: close'],
    'too short': [`Content-Length: ${length >> 1}`],
    'too long': [`Content-Length: ${2 * length + 1}`],
    'no number': ['Content-Length: many'],
    'two lengths': [`Content-Length: ${length}`, `Content-Length: ${length + 1}`],
    'bad chunk': ['Transfer-Encoding: chunked'],
  }[framing];
  const chunk =
    length === 0
      ? Buffer.alloc(0)
      : Buffer.concat([Buffer.from(`${length.toString(16)}\r\n`), coded, Buffer.from('\r\n')]);
  const payload = {
    chunked: Buffer.concat([chunk, Buffer.from('0\r\n\r\n')]),
    'bad chunk': Buffer.concat([Buffer.from('zz\r\n'), coded]),
  };
  const top = [head, ...codingName, ...framed, ...headers].join('\r\n');
  return Buffer.concat([
    Buffer.from(`${top}\r\n\r\n`),
    framing === 'chunked' || framing === 'bad chunk' ? payload[framing] : coded,
  ]);
}

/** The first of the values three times out of four, else one of the others. */
function either<T>(usual: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
}
